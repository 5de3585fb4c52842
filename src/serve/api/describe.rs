//! The description of the protocol for programs, `schemas/openapi.json`: derived from what is
//! routed and from the types that are read, and held against both.
//!
//! `YIKU_UPDATE_SCHEMAS=1 cargo test --lib serve::api` writes it anew.

use std::path::PathBuf;

use axum::http::Method;
use schemars::generate::{SchemaGenerator, SchemaSettings};
use schemars::{JsonSchema, Schema};
use serde_json::{Map, Value, json};

use super::{Routes, lookup, segments, settings, terms};
use crate::serve::files;

/// What an answer holds under a name.
#[derive(Clone, Copy)]
enum Holds {
    Record,
    Records,
    Flag,
    Count,
    Numbers,
    Words,
    Span,
}

impl Holds {
    fn schema(self) -> Value {
        let record = json!({ "$ref": "json/record.schema.json" });
        match self {
            Self::Record => record,
            Self::Records => json!({ "type": "array", "items": record }),
            Self::Flag => json!({ "type": "boolean" }),
            Self::Count => json!({ "type": "integer", "minimum": 0 }),
            Self::Numbers => {
                json!({ "type": "array", "items": { "type": "integer", "minimum": 1 } })
            }
            Self::Words => json!({ "type": "string" }),
            Self::Span => json!({
                "type": "object",
                "properties": { "first": { "type": "integer" }, "last": { "type": "integer" } },
            }),
        }
    }
}

type Derived = fn(&mut SchemaGenerator) -> Schema;

/// What can be asked.
struct Operation {
    method: Method,
    path: &'static str,
    summary: &'static str,
    /// What stands in the address after `?`.
    query: Option<Derived>,
    body: Option<Derived>,
    answer: Answer,
}

enum Answer {
    Json(&'static [(&'static str, Holds)]),
    OneRecord,
    File,
    Events,
}

fn of<T: JsonSchema>() -> Option<Derived> {
    Some(|generator| generator.root_schema_for::<T>())
}

fn operation(
    method: Method,
    path: &'static str,
    summary: &'static str,
    (query, body): (Option<Derived>, Option<Derived>),
    answer: Answer,
) -> Operation {
    Operation {
        method,
        path,
        summary,
        query,
        body,
        answer,
    }
}

fn operations() -> Vec<Operation> {
    use Answer::{Events, File, Json, OneRecord};
    use Holds::{Count, Flag, Numbers, Record, Records, Span, Words};
    const SEGMENTS: &str = "/documents/{document}/segments";
    const SEGMENT: &str = "/documents/{document}/segments/{number}";
    let none = (None, None);
    let body = |derived| (None, derived);
    let query = |derived| (derived, None);
    let at = |tail: &'static str| match tail {
        "draft" => "/documents/{document}/segments/{number}/draft",
        "pairing" => "/documents/{document}/segments/{number}/pairing",
        "check" => "/documents/{document}/segments/{number}/check",
        _ => "/documents/{document}/segments/{number}/accept",
    };
    let (get, post, put, delete) = (Method::GET, Method::POST, Method::PUT, Method::DELETE);
    vec![
        operation(
            get.clone(),
            "/status",
            "How far the documents are, as `yiku status`",
            none,
            Json(&[("documents", Records)]),
        ),
        operation(
            post.clone(),
            "/match",
            "Segments like some texts, as `yiku match`; at most 1,000 texts",
            body(of::<lookup::Find>()),
            Json(&[("matches", Records)]),
        ),
        operation(
            get.clone(),
            "/search",
            "Segments with some words, as `yiku search`",
            query(of::<lookup::Words>()),
            Json(&[("hits", Records), ("total", Count)]),
        ),
        operation(
            get.clone(),
            SEGMENTS,
            "Segments of a document, as `yiku list`",
            query(of::<segments::Range>()),
            Json(&[("segments", Records), ("total", Count)]),
        ),
        operation(
            post.clone(),
            SEGMENTS,
            "Sets several segments as one change: all, or none; at most 1,000",
            body(of::<segments::Many>()),
            Json(&[("changed", Flag), ("segments", Records)]),
        ),
        operation(get.clone(), SEGMENT, "A segment", none, OneRecord),
        operation(
            put.clone(),
            SEGMENT,
            "Gives a segment its translation, its state, a comment",
            body(of::<segments::Set>()),
            Json(&[("changed", Flag), ("segment", Record), ("spread", Numbers)]),
        ),
        operation(
            put.clone(),
            at("draft"),
            "Keeps what is being typed into a segment",
            body(of::<segments::Typed>()),
            Json(&[("kept", Flag)]),
        ),
        operation(
            delete.clone(),
            at("draft"),
            "Forgets it",
            none,
            Json(&[("dropped", Flag)]),
        ),
        operation(
            post.clone(),
            at("pairing"),
            "Corrects how a segment is paired, as `yiku align --fix`",
            body(of::<segments::Pairing>()),
            Json(&[("changed", Flag), ("was", Span), ("is", Span)]),
        ),
        operation(
            post.clone(),
            at("check"),
            "What the checks would find, were a text the translation",
            body(of::<lookup::Proposed>()),
            Json(&[("findings", Records)]),
        ),
        operation(
            post.clone(),
            at("accept"),
            "Accepts a finding, in a project",
            body(of::<lookup::Accepted>()),
            Json(&[("accepted", Words)]),
        ),
        operation(
            get.clone(),
            "/documents/{document}/findings",
            "What the checks find in a document, as `yiku check`",
            none,
            Json(&[("findings", Records)]),
        ),
        operation(
            get.clone(),
            "/terms",
            "The termbase, or what of it has some words, as `yiku term find`",
            query(of::<terms::Asked>()),
            Json(&[("concepts", Records)]),
        ),
        operation(
            post.clone(),
            "/terms",
            "Adds a term, as `yiku term add`",
            body(of::<terms::New>()),
            Json(&[("changed", Flag), ("concept", Record)]),
        ),
        operation(
            put.clone(),
            "/terms/{concept}",
            "Changes the terms of a concept, its domain and its definition",
            body(of::<terms::Changed>()),
            Json(&[("changed", Flag), ("concept", Record)]),
        ),
        operation(
            delete,
            "/terms/{concept}",
            "Removes a concept, as `yiku term remove`",
            none,
            Json(&[("changed", Flag)]),
        ),
        operation(
            post.clone(),
            "/import",
            "Imports a file, as `yiku import`: a form with `file`, and where wanted `target`, `from`, `to`",
            none,
            Json(&[("done", Flag), ("said", Words)]),
        ),
        operation(
            get.clone(),
            "/export",
            "A file, as `yiku export` writes it",
            query(of::<files::Wanted>()),
            File,
        ),
        operation(
            post.clone(),
            "/pretranslate",
            "Fills a document from the memories, as `yiku pretranslate`",
            body(of::<files::Of>()),
            Json(&[("done", Flag), ("said", Words)]),
        ),
        operation(
            get.clone(),
            "/settings",
            "The file of the project, where there is one; the languages, and the kind of text where it is said",
            none,
            Json(&[
                ("text", Words),
                ("from", Words),
                ("to", Words),
                ("profile", Words),
            ]),
        ),
        operation(
            put,
            "/settings",
            "Puts another text in its place, where it can be understood; without a project, keeps these in the memory",
            body(of::<settings::Wanted>()),
            Json(&[("changed", Flag)]),
        ),
        operation(
            get.clone(),
            "/history",
            "What changed the memory, the newest first, as `yiku log`",
            none,
            Json(&[("changes", Records)]),
        ),
        operation(
            post.clone(),
            "/undo",
            "Takes back the last change of whoever asks",
            none,
            Json(&[
                ("changed", Flag),
                ("said", Words),
                ("change", Record),
                ("left", Count),
            ]),
        ),
        operation(
            post,
            "/redo",
            "Does again what the last undo took back",
            none,
            Json(&[
                ("changed", Flag),
                ("said", Words),
                ("change", Record),
                ("left", Count),
            ]),
        ),
        operation(get, "/events", "Every change, as it happens", none, Events),
    ]
}

/// A schema without what says which draft it is of, its definitions put with all others.
fn plain(
    generator: &mut SchemaGenerator,
    derived: Derived,
    definitions: &mut Map<String, Value>,
) -> Value {
    let mut schema = derived(generator).to_value();
    if let Some(object) = schema.as_object_mut() {
        object.remove("$schema");
        if let Some(Value::Object(defs)) = object.remove("$defs") {
            definitions.extend(defs);
        }
    }
    schema
}

fn parameters(path: &str) -> Vec<Value> {
    let names = path
        .split('{')
        .skip(1)
        .filter_map(|rest| rest.split('}').next());
    let parameter = |name: &str| {
        let kind = if name == "number" {
            "integer"
        } else {
            "string"
        };
        json!({ "name": name, "in": "path", "required": true, "schema": { "type": kind } })
    };
    names.map(parameter).collect()
}

fn described() -> String {
    let settings = SchemaSettings::draft2020_12().with(|settings| {
        settings.definitions_path = "/components/schemas".into();
    });
    let mut generator = settings.into_generator();
    let mut definitions = Map::new();
    let mut paths = Map::new();
    for operation in operations() {
        let mut asked = parameters(operation.path);
        if let Some(query) = operation.query {
            let schema = plain(&mut generator, query, &mut definitions);
            let required = schema["required"].as_array().cloned().unwrap_or_default();
            for (name, mut schema) in schema["properties"]
                .as_object()
                .cloned()
                .unwrap_or_default()
            {
                let description = schema
                    .as_object_mut()
                    .and_then(|schema| schema.remove("description"));
                let mut parameter = json!({
                    "name": name, "in": "query", "schema": schema,
                    "required": required.contains(&json!(name)),
                });
                if let Some(description) = description {
                    parameter["description"] = description;
                }
                asked.push(parameter);
            }
        }
        let content = match operation.answer {
            Answer::Json(fields) => {
                let properties: Map<String, Value> = fields
                    .iter()
                    .map(|(name, holds)| ((*name).to_owned(), holds.schema()))
                    .collect();
                json!({ "application/json": { "schema": { "type": "object", "properties": properties } } })
            }
            Answer::OneRecord => {
                json!({ "application/json": { "schema": Holds::Record.schema() } })
            }
            Answer::File => json!({ "application/octet-stream": {} }),
            Answer::Events => json!({ "text/event-stream": {} }),
        };
        let refusal = json!({ "$ref": "#/components/responses/Refusal" });
        let mut entry = json!({
            "summary": operation.summary,
            "responses": { "200": { "description": "Done", "content": content }, "default": refusal },
        });
        if !asked.is_empty() {
            entry["parameters"] = json!(asked);
        }
        if let Some(body) = operation.body {
            let schema = plain(&mut generator, body, &mut definitions);
            entry["requestBody"] = json!({
                "required": true, "content": { "application/json": { "schema": schema } },
            });
        }
        if operation.path == "/import" {
            entry["requestBody"] = json!({
                "required": true,
                "content": { "multipart/form-data": { "schema": {
                    "type": "object",
                    "properties": {
                        "file": { "type": "string", "contentMediaType": "application/octet-stream" },
                        "target": { "type": "string", "contentMediaType": "application/octet-stream" },
                        "from": { "type": "string" },
                        "to": { "type": "string" },
                        "name": { "type": "string" },
                        "as": { "enum": ["document", "units", "terms"] },
                    },
                    "required": ["file"],
                } } },
            });
        }
        let methods = paths.entry(operation.path).or_insert_with(|| json!({}));
        methods[operation.method.as_str().to_ascii_lowercase()] = entry;
    }
    let document = json!({
        "openapi": "3.1.0",
        "info": {
            "title": "yiku",
            "version": "1",
            "description": "A translation memory over HTTP: what `yiku serve` and `yiku edit` answer. See serve.md.",
        },
        "servers": [{ "url": "http://127.0.0.1:8067/api/v1" }],
        "security": [{ "token": [] }, {}],
        "paths": paths,
        "components": {
            "securitySchemes": { "token": { "type": "http", "scheme": "bearer" } },
            "responses": { "Refusal": {
                "description": "Why it was refused",
                "content": { "application/json": { "schema": {
                    "type": "object",
                    "properties": { "error": { "type": "string" }, "now": Holds::Record.schema() },
                    "required": ["error"],
                } } },
            } },
            "schemas": definitions,
        },
    });
    serde_json::to_string_pretty(&document).unwrap() + "\n"
}

#[test]
fn everything_that_is_answered_is_described() {
    let mut routed: Vec<String> = Routes::all()
        .list
        .iter()
        .map(|(method, path)| format!("{method} {path}"))
        .collect();
    let mut told: Vec<String> = operations()
        .iter()
        .map(|operation| format!("{} {}", operation.method, operation.path))
        .collect();
    routed.sort();
    told.sort();
    assert_eq!(routed, told);
}

#[test]
fn the_description_is_as_promised() {
    let derived = described();
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("schemas/openapi.json");
    if std::env::var_os("YIKU_UPDATE_SCHEMAS").is_some() {
        std::fs::write(&path, &derived).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written == derived,
        "schemas/openapi.json is not what is answered; YIKU_UPDATE_SCHEMAS=1 cargo test --lib serve::api writes it anew"
    );
}
