"""The reference cannot grow stale, and nothing is left out of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipeline.cli.app import app
from pipeline.cli.exit_codes import EXIT_CODES
from pipeline.cli.reference import main, pages
from pipeline.config.settings import SETTINGS

if TYPE_CHECKING:
    import click

FOLDER = Path(__file__).parents[2] / "docs" / "reference"


@pytest.mark.parametrize("name", sorted(pages()))
def test_the_page_is_what_the_declarations_say(name: str) -> None:
    written = (FOLDER / name).read_text(encoding="utf-8")
    assert written == pages()[name], "run `python -m pipeline.cli.reference` and commit what it writes"


def test_every_command_and_option_is_documented() -> None:
    page = pages()["cli.md"]
    for name, command in app.commands.items():
        assert f"\n## {name}\n" in page
        assert command.help, name
        for parameter in command.params:
            _check_option(parameter, page)
    for code in EXIT_CODES:
        assert f"\n| {code} | " in page


def _check_option(parameter: click.Parameter, page: str) -> None:
    if parameter.param_type_name == "option":
        assert getattr(parameter, "help", None), parameter.opts
        assert all(option in page for option in parameter.opts)


def test_every_setting_is_documented() -> None:
    page = pages()["configuration.md"]
    for setting in SETTINGS.values():
        assert f"\n| `{setting.name}`" in page
        assert setting.meaning in page


def test_the_file_of_defaults_is_a_configuration_of_defaults(tmp_path: Path) -> None:
    from pipeline.config import Config, load_config

    page = pages()["configuration.md"]
    file = tmp_path / "pipeline.toml"
    file.write_text(page.partition("```toml\n")[2].partition("```")[0], encoding="utf-8")
    loaded = load_config(file, environ={})
    assert loaded.config.sha256() == Config().sha256()
    assert all(origin.origin == str(file) for origin in loaded.origins)


def test_the_command_writes_all_pages(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path)]) == 0
    assert "cli.md" in capsys.readouterr().out
    for name, text in pages().items():
        assert (tmp_path / name).read_text(encoding="utf-8") == text


def test_the_pages_do_not_depend_on_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    before = pages()
    monkeypatch.setenv("COLUMNS", "40")
    assert pages() == before
