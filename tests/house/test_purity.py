"""The rules run on a bare Python."""

import subprocess
import sys

from tests.house.source import ROOT, pure_files

WALL = """
import sys

class Wall:
    def find_spec(self, name, path=None, target=None):
        top = name.partition(".")[0]
        known = top in {"talent", "tzdata"} or top in sys.stdlib_module_names
        if not known and not top.startswith("_sysconfigdata"):
            raise ImportError(f"{name} is not part of Python")

sys.meta_path.insert(0, Wall())
sys.path.insert(0, ".")
"""


def test_rules_and_foundations_import_with_every_third_party_package_blocked() -> None:
    modules = [".".join(p.relative_to(ROOT).with_suffix("").parts) for p in pure_files()]
    code = WALL + "\n".join(f"import {m.removesuffix('.__init__')}" for m in modules)

    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert done.stderr == ""
    assert len(modules) > 10
