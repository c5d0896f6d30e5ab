"""The tool that checks an export, as a module of its own: no import of it needs the portal."""

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PATH = ROOT / "tools" / "verify_audit.py"

_spec: Any = spec_from_file_location("standalone_verify_audit", PATH)
tool: Any = module_from_spec(_spec)
_spec.loader.exec_module(tool)
