"""The committed translation templates hold the texts of today's source."""

import re
import subprocess
import sys

import pytest
from environment import paths

MESSAGE = re.compile(r'^msgid ((?:"(?:[^"\\]|\\.)*"\n)+)', re.MULTILINE)
LINE = re.compile(r'^"(.*)"$', re.MULTILINE)
ADVICE = "Run ./setup/translations and commit the result."


def message_ids(path):
    """Return the texts of a .pot file, without the line breaks of the format."""
    blocks = MESSAGE.findall(path.read_text())
    return {"".join(LINE.findall(block)) for block in blocks}


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    folder = tmp_path_factory.mktemp("translations")
    result = subprocess.run(
        [sys.executable, str(paths.SETUP / "translations"), "--folder", str(folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if result.returncode:
        pytest.fail(result.stdout[-4000:], pytrace=False)
    return folder


@pytest.mark.parametrize("addon", paths.addon_names())
def test_template_is_up_to_date(exported, addon):
    fresh = message_ids(exported / f"{addon}.pot")
    committed = message_ids(paths.ADDONS / addon / "i18n" / f"{addon}.pot")
    assert fresh, "nothing was exported"
    assert fresh - committed == set(), f"texts without an entry. {ADVICE}"
    assert committed - fresh == set(), f"texts that are gone. {ADVICE}"


@pytest.mark.parametrize("addon", paths.addon_names())
def test_template_names_no_moment(addon):
    text = (paths.ADDONS / addon / "i18n" / f"{addon}.pot").read_text()
    assert '"POT-Creation-Date: \\n"' in text
    assert '"PO-Revision-Date: \\n"' in text
