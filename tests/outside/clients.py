"""Clients that we did not write ask a running service.

    clients.py YIKU MEMORY

libretranslatepy is LibreTranslate's own client; the addresses of tmserver and APy are asked as the
sources of Weblate, Okapi and OmegaT have them, with the standard library. Prints a line that says what
was asked.
"""

import http.client
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import urllib.parse
import urllib.request

from libretranslatepy import LibreTranslateAPI


def main(yiku, memory):
    # What a person has confirmed goes out as a translation; what was aligned only as a match.
    folder = tempfile.mkdtemp()
    shutil.copy(memory, folder)
    memory = f"{folder}/{pathlib.Path(memory).name}"
    subprocess.run([yiku, "--memory", memory, "confirm", "1-70", "-q"], check=True)
    units = subprocess.run(
        [yiku, "--memory", memory, "list", "--json"], check=True, capture_output=True, text=True
    )
    pairs = [json.loads(line) for line in units.stdout.splitlines()]
    service = subprocess.Popen(
        [yiku, "--memory", memory, "serve", "--bind", "0"], stderr=subprocess.PIPE, text=True
    )
    try:
        address = next(
            word for line in service.stderr for word in line.split() if word.startswith("http://")
        ).rstrip(";")
        client = LibreTranslateAPI(address)
        codes = {language["code"] for language in client.languages()}
        assert codes == {"en", "zh-Hans"}, codes
        for pair in pairs:
            source, target = pair["source"], pair["target"]
            assert client.translate(source, "en", "zh") == target, source
            quoted = urllib.parse.quote(source, safe="")
            matches = get(f"{address}tmserver/en/zh_hans/unit/{quoted}")
            assert matches[0]["target"] == target and matches[0]["quality"] == 100.0, source
            answer = omegat(address, source)
            assert answer["responseData"]["translatedText"] == target, source
    finally:
        service.kill()
        service.wait()
        shutil.rmtree(folder)
    print(f"clients: {len(pairs)} segments by libretranslatepy, tmserver and APy")


def omegat(address, text):
    """As ApertiumTranslate of OmegaT 6 asks with -Dapertium.server.custom=true and
    -Dapertium.server.url=ADDRESS: in this order, the languages' `|` as it is, an empty key, spaces
    as plus signs."""
    host = urllib.parse.urlsplit(address).netloc
    client = http.client.HTTPConnection(host)
    quoted = urllib.parse.quote_plus(text, safe="*")
    client.request("GET", f"/translate?q={quoted}&markUnknown=no&langpair=en|zh_CN&key=")
    answer = json.load(client.getresponse())
    assert answer["responseStatus"] == 200, answer
    return answer


def get(address):
    with urllib.request.urlopen(address) as response:
        return json.load(response)


if __name__ == "__main__":
    main(*sys.argv[1:])
