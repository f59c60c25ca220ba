"""The page is accessible, by the rules of axe-core: light and wide, dark and on a phone, with all details open."""

import json
import re
import shutil
import subprocess
from html import escape, unescape

import pytest

from booking_conformance.reports.grouping import catalogue
from booking_conformance.reports.page.html import page

AXE = "axe-core@4.10.3"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
SCHEMES = {"dark": 0, "light": 1}  # preferredColorScheme, as Blink counts them

_RUN = """<script>{axe}</script>
<script>axe.run({{resultTypes: ["violations"]}}).then(found => {{
  const all = found.violations.map(v => [v.id, v.nodes.length, v.nodes[0].html.slice(0, 200)]);
  const scheme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  const wide = [innerWidth, document.documentElement.scrollWidth];
  parent.document.getElementById("found").textContent =
    JSON.stringify({{scheme, wide, all, rules: found.passes.length}});
  frameElement.remove();
}});</script></body>"""
# A window of Chromium is never narrower than 500 pixels; a frame may be, and this one is of the same origin.
_FRAME = """<!DOCTYPE html><pre id="found"></pre>
<iframe srcdoc="{page}" style="width: {width}px; height: 900px; border: 0"></iframe>"""


@pytest.fixture(scope="module")
def axe(tmp_path_factory):
    """The source of axe-core, from npm."""
    if not (CHROMIUM and shutil.which("npm")):
        pytest.skip("needs Chromium and npm")
    folder = tmp_path_factory.mktemp("axe")
    command = ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", str(folder), AXE]
    try:
        subprocess.run(command, capture_output=True, timeout=20, check=True)
    except subprocess.SubprocessError:
        pytest.skip(f"npm could not install {AXE}")
    return (folder / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")


def violations(text, axe, scheme, folder, width=1280):
    """Return what axe-core finds in a page with all details open, that never scrolls sideways."""
    opened = re.sub(r"<details(?! [^>]*\bopen)", "<details open", text)
    scripted = re.sub(r"<meta http-equiv=[^>]*>", "", opened).replace("</body>", _RUN.format(axe=axe))
    file = folder / "page.html"
    file.write_text(_FRAME.format(page=escape(scripted), width=width), encoding="utf-8")
    done = subprocess.run(
        [
            CHROMIUM,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            f"--user-data-dir={folder}/profile",
            f"--blink-settings=preferredColorScheme={SCHEMES[scheme]}",
            "--window-size=1400,1000",
            "--virtual-time-budget=60000",
            "--dump-dom",
            file.as_uri(),
        ],
        capture_output=True,
        text=True,
        timeout=300,
        check=True,
    )
    found = json.loads(unescape(re.search(r'<pre id="found">(.*?)</pre>', done.stdout, re.DOTALL)[1]))
    assert found["scheme"] == scheme
    assert found["rules"] > 10
    assert max(found["wide"]) == width
    return found["all"]


@pytest.mark.timeout(240)
@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_the_page_is_accessible(result, recording, axe, scheme, width, tmp_path):
    assert violations(page(result, recording, catalogue()).decode(), axe, scheme, tmp_path, width) == []


@pytest.mark.timeout(240)
def test_what_is_not_accessible_is_found(axe, tmp_path):
    text = "<!DOCTYPE html><html><head><title>x</title></head><body><main><h1>x</h1><input></main></body></html>"
    assert {row[0] for row in violations(text, axe, "light", tmp_path)} >= {"label", "html-has-lang"}
