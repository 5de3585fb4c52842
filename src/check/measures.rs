//! Q36: measure words that do not go with what is counted.

use super::{Check, Reading, in_target};
use crate::text::number::NumberKind;
use crate::text::script::is_han;
use crate::unit::{Finding, Severity};

/// Measure words.
pub(super) struct Measures;

/// A measure word that cannot count what follows, what that is, and the one that can.
const WRONG: &[(&[&str], &[&str], &str)] = &[
    (
        &["名", "位", "件", "部", "款", "项", "艘"],
        &[
            "企业",
            "公司",
            "机构",
            "中小企业",
            "初创企业",
            "医院",
            "银行",
        ],
        "家",
    ),
    (
        &["名", "位", "家", "件", "款", "项", "部"],
        &["国家", "城市", "成员国", "缔约方", "省份", "地区"],
        "个",
    ),
    (
        &["家", "件", "款", "项", "部", "台"],
        &[
            "代表",
            "专家",
            "学生",
            "教授",
            "发明人",
            "员工",
            "与会者",
            "审查员",
            "科学家",
            "律师",
            "工程师",
            "人员",
            "学员",
        ],
        "名",
    ),
    (
        &["名", "位", "家", "款", "部"],
        &["专利", "商标", "专利申请", "发明专利", "外观设计", "申请"],
        "件",
    ),
    (
        &["名", "位", "家", "款", "台"],
        &["条约", "法律", "公约"],
        "部",
    ),
    (&["名", "位", "家", "部"], &["技术", "协议", "措施"], "项"),
    (&["名", "位", "家", "部", "项"], &["游戏"], "款"),
    (
        &["名", "位", "家", "款", "件", "项"],
        &["船", "货船", "军舰"],
        "艘",
    ),
];

/// Within so many characters after a noun stands the person that it describes.
const NEAR: usize = 8;

/// Persons that are described by where they are or work.
const PERSONS: &[&str] = &[
    "代表", "人", "员", "家", "者", "长", "生", "师", "官", "经理", "总裁", "领导", "主任", "教授",
    "董事", "民", "客", "手", "高管", "部长", "领袖", "首脑", "专家", "主管", "顾问",
];

impl Check for Measures {
    fn id(&self) -> &'static str {
        "Q36"
    }

    fn check(&self, pair: &Reading<'_>, findings: &mut Vec<Finding>) {
        if !pair.target_lang.is_chinese() {
            return;
        }
        for number in pair.target_numbers() {
            if !matches!(number.kind, NumberKind::Quantity | NumberKind::Word) {
                continue;
            }
            let rest = pair.target.get(number.range.end..).unwrap_or_default();
            let open = rest.trim_start_matches(['多', '余']);
            let found = WRONG.iter().find_map(|(measures, nouns, better)| {
                let measure = measures.iter().find(|m| open.starts_with(**m))?;
                let counted = open.get(measure.len()..)?;
                let noun = nouns.iter().find(|noun| counted.starts_with(**noun))?;
                // 5名企业家, 3位公司代表: a person is counted, and the noun says which.
                let after = counted.get(noun.len()..)?;
                let clause = after.split(|c: char| !is_han(c)).next().unwrap_or_default();
                let near: String = clause.chars().take(NEAR).collect();
                let person = matches!(*measure, "名" | "位")
                    && PERSONS.iter().any(|person| near.contains(person));
                let goes_on = person || after.starts_with("家") && !noun.ends_with("家");
                (!goes_on).then_some((measure, noun, better))
            });
            if let Some((measure, noun, better)) = found {
                let end = pair.target.len() - open.len() + measure.len();
                findings.push(in_target(
                    self.id(),
                    Severity::Warning,
                    number.range.start..end,
                    said!(
                        "{noun} is counted with {better}, not with {measure}",
                        "“{noun}”的量词应为“{better}”，不是“{measure}”"
                    ),
                ));
            }
        }
    }
}
