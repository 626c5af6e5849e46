"""Write the reference of commands, settings and classes from their declarations: `python -m pipeline.cli.reference`."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.app import PROGRAM, app
from pipeline.cli.exit_codes import EXIT_CODES
from pipeline.cli.terminal import Terminal
from pipeline.config.sensitivity import PRESETS
from pipeline.config.settings import RELATIONS, SECTIONS, SETTINGS, Setting
from pipeline.config.toml_text import in_toml
from pipeline.tables.variant_tables import LEVEL_OF_CLASS, LEVELS, VARIANT_CLASSES

if TYPE_CHECKING:
    from pipeline.align.class_examples import ClassRule

__all__ = ["main", "pages"]

_FOLDER = Path("docs") / "reference"
_WIDTH = 88
"""Columns of the help texts, whatever the terminal of whoever writes them."""

_GENERATED = (
    "<!-- Written by `python -m pipeline.cli.reference` from the declarations in the code: edit those. -->"
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Write all pages into a folder, `docs/reference` unless another is named.

    Returns:
        The exit code 0.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    folder = Path(given[0]) if given else _FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    terminal = Terminal()
    for name, text in pages().items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
        terminal.result(f"wrote {folder / name}")
    return 0


def pages() -> dict[str, str]:
    """File name to text of each page; the same on every machine."""
    return {
        "cli.md": "\n".join(_commands()) + "\n",
        "configuration.md": "\n".join(_configuration()) + "\n",
        "variant-classes.md": "\n".join(_variant_classes()) + "\n",
    }


def _commands() -> Iterator[str]:
    yield "# Commands"
    yield ""
    yield _GENERATED
    yield ""
    yield "Results go to stdout, messages and progress to stderr. Colour and progress are shown on a terminal only;"
    yield "`NO_COLOR=1` turns colour off there too. Text from documents and file names is shown with control characters"
    yield "escaped. `--json` prints one JSON document, for `run` the fields of `pipeline.RunSummary`."
    yield ""
    root = click.Context(
        app, info_name=PROGRAM, terminal_width=_WIDTH, max_content_width=_WIDTH, **app.context_settings
    )
    yield from _command(root, PROGRAM)
    for name in app.list_commands(root):
        command = app.commands[name]
        context = click.Context(
            command, info_name=name, parent=root, terminal_width=_WIDTH, max_content_width=_WIDTH
        )
        yield from _command(context, name)
    yield "## Exit codes"
    yield ""
    yield "| code | meaning |"
    yield "|---|---|"
    for code, meaning in EXIT_CODES.items():
        yield f"| {code} | {meaning} |"


def _command(context: click.Context, heading: str) -> Iterator[str]:
    yield f"## {heading}"
    yield ""
    yield "```text"
    yield context.get_help()
    yield "```"
    yield ""


def _configuration() -> Iterator[str]:
    yield "# Settings"
    yield ""
    yield _GENERATED
    yield ""
    yield "Every setting has a default, so that nothing needs to be set. Where one is set in several places, the"
    yield "later of these counts:"
    yield ""
    yield "1. the default;"
    yield "2. what `minhash.sensitivity` sets, see [below](#sensitivity);"
    yield "3. `pipeline.toml` in the current folder, or the file named by `--config`;"
    yield "4. the environment: `PIPELINE_`, the section, two underscores, the setting, all in capitals, as"
    yield f"   `{SETTINGS['minhash.seed'].variable}=7`; a list is written as in TOML;"
    yield "5. flags: `--inputs`, `--outputs`, `--jobs`, `--only-between`, `--sensitivity`."
    yield ""
    yield "`python -m pipeline validate` shows the value of each setting and where it comes from. A name that does not"
    yield "exist or a value that is not allowed is an error, and all errors are reported at once. A relative path in a"
    yield "file is relative to the folder of that file, everywhere else to the current folder."
    yield ""
    yield "Settings marked \\* cannot change a result. All others are part of the hash `config_sha256` in the table"
    yield "`runs`, and `minhash.sensitivity` by the settings it sets."
    for section, declaration in SECTIONS.items():
        settings = [setting for setting in SETTINGS.values() if setting.section == section]
        yield ""
        yield f"## [{section}]"
        yield ""
        yield (declaration.__doc__ or "").split("\n", 1)[0]
        yield ""
        yield "| setting | default | allowed | meaning |"
        yield "|---|---|---|---|"
        for setting in settings:
            yield _row(setting)
    yield ""
    yield from _sensitivity()
    yield "## Rules between settings"
    yield ""
    for relation in RELATIONS:
        product = " × ".join(f"`{key}`" for key in relation.factors)
        yield f"* {product} is at most `{relation.limit}`: {relation.why}."
    yield ""
    yield "## A file with every setting at its default"
    yield ""
    yield "```toml"
    for number, section in enumerate(SECTIONS):
        if number:
            yield ""
        yield f"[{section}]"
        for setting in SETTINGS.values():
            if setting.section == section:
                yield f"{setting.name} = {in_toml(setting.default)}"
    yield "```"


def _sensitivity() -> Iterator[str]:
    yield "## Sensitivity"
    yield ""
    yield "What each preset of `minhash.sensitivity` (or the flag `--sensitivity`) sets, where neither file nor"
    yield "environment sets it. How much each finds is told in"
    yield "[What can be found](../explanation/detection-curve.md)."
    yield ""
    yield "| preset | sets | for |"
    yield "|---|---|---|"
    for name, preset in PRESETS.items():
        values = "; ".join(f"`{key} = {in_toml(value)}`" for key, value in preset.values.items())
        yield f"| `{name}` | {values or 'nothing'} | {preset.meaning} |"
    yield ""


def _variant_classes() -> Iterator[str]:
    from pipeline.align.class_rules import RULE_GROUPS
    from pipeline.align.languages import languages

    yield "# Classes of variants"
    yield ""
    yield _GENERATED
    yield ""
    yield "What the column `variant_class` of `variants` says, and how it is decided. A class takes no side: what a"
    yield "copy did is said in `named_class`, where it is known which side is the copy. The rules of a table are tried"
    yield "from the top; the first that fits gives the class. Every example was made by the program itself."
    yield ""
    yield "| level | classes |"
    yield "|---|---|"
    for level in LEVELS:
        names = (f"`{name}`" for name in VARIANT_CLASSES if LEVEL_OF_CLASS[name] == level)
        yield f"| {level} | {', '.join(names)} |"
    for group in RULE_GROUPS:
        yield ""
        yield f"## {group.title}"
        yield ""
        yield group.asked
        yield ""
        yield "| rule | example | class |"
        yield "|---|---|---|"
        for rule in group.rules:
            yield _rule_row(rule)
    known = languages()
    yield ""
    yield "## What may change the sense"
    yield ""
    yield "`sense_risk` names a reason to look, never a claim: a denial that one side lacks, another number, date or"
    yield "name, lost or added marks of irony, a cut at the end of a sentence, a clause of six words or more behind an"
    yield "ellipsis. Denials, days and number words are known of these languages, stated for the document or recognised"
    yield "by its commonest words; of all others nothing is said that needs their words. The words stand in"
    yield "`pipeline/align/languages.toml`."
    yield ""
    yield "| language | denials | days | number words |"
    yield "|---|---|---|---|"
    for code, language in sorted(known.items()):
        held = ("yes" if words else "no" for words in (language.negations, language.days, language.numbers))
        yield f"| `{code}` | {' | '.join(held)} |"


def _rule_row(rule: ClassRule) -> str:
    from pipeline.align.class_examples import rows_of

    examples, names = [], []
    for example in rule.examples:
        rows = rows_of(example)
        examples.append(", ".join(f"‹{row.a_reading}› / ‹{row.b_reading}›" for row in rows))
        names.append(f"`{example.variant_class}`")
    # A class that several examples in a row have is named once.
    classes = names if len(set(names)) > 1 else names[:1]
    cells = (rule.says, "<br>".join(examples), "<br>".join(classes))
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _row(setting: Setting) -> str:
    mark = "" if setting.changes_results or setting.sets_others else " \\*"
    cells = (f"`{setting.name}`{mark}", f"`{in_toml(setting.default)}`", setting.allowed, setting.meaning)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


if __name__ == "__main__":
    sys.exit(main())
