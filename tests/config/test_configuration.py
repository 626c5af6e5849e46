"""Where settings come from, which of them counts, and how faults are told."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.config import Config, LoadedConfig, check_config, load_config
from pipeline.config.sensitivity import PRESETS
from pipeline.config.settings import SETTINGS, value_of
from pipeline.config.toml_text import in_toml
from pipeline.errors import ConfigurationError

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def _load(toml: str = "", environ: dict[str, str] | None = None, **overrides: object) -> LoadedConfig:
    Path("pipeline.toml").write_text(toml, encoding="utf-8")
    return load_config(
        environ=environ or {}, overrides={key.replace("__", "."): value for key, value in overrides.items()}
    )


def _faults(toml: str = "", environ: dict[str, str] | None = None, **overrides: object) -> str:
    with pytest.raises(ConfigurationError) as raised:
        _load(toml, environ, **overrides)
    return str(raised.value)


def _origin(loaded: LoadedConfig, key: str) -> str:
    return next(origin.origin for origin in loaded.origins if origin.key == key)


def test_without_anything_every_value_is_the_default() -> None:
    loaded = load_config(environ={})
    assert loaded.config == Config()
    assert {origin.origin for origin in loaded.origins} == {"default"}
    assert [origin.key for origin in loaded.origins] == list(SETTINGS)


def test_a_flag_wins_over_the_environment_over_the_file_over_the_default() -> None:
    toml = "[minhash]\nseed = 2\nhot_bucket = 20\nwindow_permutations = 5\n"
    environ = {"PIPELINE_MINHASH__SEED": "3", "PIPELINE_MINHASH__HOT_BUCKET": "30"}
    loaded = _load(toml, environ, minhash__seed=4)
    minhash = loaded.config.minhash
    assert (minhash.seed, minhash.hot_bucket, minhash.window_permutations) == (4, 30, 5)
    assert _origin(loaded, "minhash.seed") == "overrides"
    assert _origin(loaded, "minhash.hot_bucket") == "environment PIPELINE_MINHASH__HOT_BUCKET"
    assert _origin(loaded, "minhash.window_permutations") == "pipeline.toml"
    assert _origin(loaded, "minhash.permutations") == "default"


@pytest.mark.parametrize(
    ("key", "flag", "value"),
    [("paths.inputs", "--inputs", "x"), ("paths.outputs", "--outputs", "y"), ("run.jobs", "--jobs", 2)],
)
def test_what_has_a_flag_names_the_flag_as_its_origin(key: str, flag: str, value: object) -> None:
    assert _origin(load_config(environ={}, overrides={key: value}), key) == flag


@pytest.mark.parametrize(
    ("variable", "text", "key", "value"),
    [
        ("PIPELINE_RUN__JOBS", "3", "run.jobs", 3),
        ("PIPELINE_ALIGN__GAP_BITS", "2.5", "align.gap_bits", 2.5),
        ("PIPELINE_ALIGN__GAP_BITS", "2", "align.gap_bits", 2.0),
        ("PIPELINE_CORPUS__KEEP_MARKS", "true", "corpus.keep_marks", True),
        ("PIPELINE_CORPUS__ENCODINGS", '["koi8-r", "cp1251"]', "corpus.encodings", ("koi8-r", "cp1251")),
        ("PIPELINE_PATHS__INPUTS", "1917", "paths.inputs", Path("1917")),
        ("PIPELINE_REPORT__CSV_SEPARATOR", ";", "report.csv_separator", ";"),
    ],
)
def test_the_environment_is_read_as_toml_where_it_is_not_a_text(
    variable: str, text: str, key: str, value: object
) -> None:
    found = value_of(_load(environ={variable: text}).config, key)
    assert found == value
    assert type(found) is type(value)


def test_variables_of_other_programs_are_left_alone() -> None:
    assert _load(environ={"PIPELINE_ID": "7", "PIPELINEX__Y": "1", "PIPELINE": "x"}).config == Config()


def test_every_fault_of_every_place_is_in_one_report() -> None:
    told = _faults(
        "sede = 1\n[minhash]\nwindow_permutations = 0\nshingel_words = 2\n[corpse]\nx = 1\n"
        "[report]\ncsv_separator = '|'\n",
        {"PIPELINE_RUN__JOBS": "many", "PIPELINE_RUN__JOB": "1"},
        align__gap_bits=-1,
    )
    assert told.splitlines()[0] == "the configuration cannot be used: 8 faults"
    for words in (
        "pipeline.toml: there is no setting sede outside a section",
        "pipeline.toml: minhash.window_permutations = 0, but must be a whole number, from 1 to 256",
        "pipeline.toml: there is no setting minhash.shingel_words (did you mean minhash.shingle_words?)",
        "pipeline.toml: there is no section [corpse] (did you mean corpus?)",
        'pipeline.toml: report.csv_separator = "|", but must be one of ",", ";", "\\t"',
        'environment PIPELINE_RUN__JOBS: run.jobs = "many", but must be a whole number',
        "environment PIPELINE_RUN__JOB: there is no such setting (did you mean PIPELINE_RUN__JOBS?)",
        "overrides: align.gap_bits = -1, but must be a number",
    ):
        assert words in told


def test_a_setting_in_the_wrong_section_is_sent_to_the_right_one() -> None:
    assert "there is no setting align.seed (did you mean minhash.seed?)" in _faults("[align]\nseed = 1\n")
    assert "(did you mean seed under [minhash]?)" in _faults("seed = 1\n")


def test_a_section_that_is_no_table_is_a_fault() -> None:
    assert "minhash is a section, written [minhash]" in _faults("minhash = 3\n")


def test_a_faulty_value_is_told_even_where_another_hides_it() -> None:
    assert "minhash.seed = -1" in _faults("[minhash]\nseed = -1\n", minhash__seed=1)


@pytest.mark.parametrize(
    "line",
    [
        'minhash.seed = "8"',
        "minhash.seed = true",
        "minhash.seed = 1.0",
        "align.gap_bits = nan",
        "align.gap_bits = inf",
        "align.word_weight = 0",
        "corpus.keep_marks = 1",
        'corpus.encodings = "utf-8"',
        "corpus.encodings = [1]",
        'corpus.encodings = ["hex"]',
        'corpus.encodings = ["cp125l"]',
        'corpus.encodings = ["\\u0000"]',
        'paths.inputs = ""',
        'paths.inputs = "a\\u0000"',
        'run.engine = "spork"',
        "run.jobs = 1979-05-27",
        "run.jobs = {a = 1}",
    ],
)
def test_a_value_of_another_kind_is_refused_not_converted(line: str) -> None:
    key, _, value = line.partition(" = ")
    section, _, name = key.partition(".")
    told = _faults(f"[{section}]\n{name} = {value}\n")
    assert "1 fault\n" in told
    assert f"{key} = " in told
    assert "must be " in told


@pytest.mark.parametrize(
    ("toml", "words"),
    [
        (
            "[minhash]\nshingle_words = 9\n",
            "minhash.shingle_words (9) must be at most minhash.window_words (8)",
        ),
        ("[align]\nmax_long_gap = 5\n", "align.max_short_gap (10) must be at most align.max_long_gap (5)"),
    ],
)
def test_settings_that_contradict_each_other_are_faults(toml: str, words: str) -> None:
    assert words in _faults(toml)


def test_a_rule_between_settings_is_not_told_of_a_setting_that_is_faulty_by_itself() -> None:
    assert "1 fault\n" in _faults("[minhash]\nshingle_words = -9\n")


def test_a_named_file_that_is_not_there_is_an_error() -> None:
    with pytest.raises(ConfigurationError, match=r"there is no configuration file elsewhere\.toml") as raised:
        load_config(Path("elsewhere.toml"), environ={})
    assert raised.value.hint
    assert raised.value.exit_code == 2


@pytest.mark.parametrize("content", [b"[minhash\n", b"\xff\xfe", b"seed =\n"])
def test_a_file_that_is_no_toml_is_an_error_with_the_file(content: bytes) -> None:
    Path("pipeline.toml").write_bytes(content)
    with pytest.raises(ConfigurationError, match=r"the configuration file pipeline\.toml is not"):
        load_config(environ={})


def test_a_file_with_byte_order_mark_and_windows_line_ends_is_read() -> None:
    Path("pipeline.toml").write_bytes(b"\xef\xbb\xbf[minhash]\r\nseed = 5\r\n")
    assert load_config(environ={}).config.minhash.seed == 5


def test_relative_paths_of_a_file_start_at_that_file_and_others_here() -> None:
    Path("project").mkdir()
    file = Path("project") / "settings.toml"
    file.write_text("[paths]\ninputs = 'letters'\n", encoding="utf-8")
    loaded = load_config(file, environ={"PIPELINE_PATHS__OUTPUTS": "found"})
    assert loaded.config.paths.inputs == Path("project/letters")
    assert loaded.config.paths.outputs == Path("found")


def test_the_hash_counts_all_that_may_change_a_result_and_nothing_else() -> None:
    base = Config()
    others = {
        "run.jobs": 3,
        "run.max_candidates": 7,
        "run.max_document_drop": 0.9,
        "paths.inputs": "x",
        "paths.outputs": "y",
    }
    assert load_config(environ={}, overrides=others).config.sha256() == base.sha256()
    for key in (
        "minhash.seed",
        "align.gap_bits",
        "corpus.keep_marks",
        "report.csv_separator",
        "accept.min_words",
    ):
        value = {"corpus.keep_marks": True, "report.csv_separator": ";"}.get(key, 7)
        assert load_config(environ={}, overrides={key: value}).config.sha256() != base.sha256()
    assert {key for key, setting in SETTINGS.items() if not setting.changes_results} == {
        *others,
        "run.engine",
        "minhash.sensitivity",
    }


def test_the_hash_is_the_same_for_a_whole_number_given_where_a_fraction_may_stand() -> None:
    whole = replace(Config(), align=replace(Config().align, gap_bits=4))
    broken = replace(Config(), align=replace(Config().align, gap_bits=4.0))
    assert whole.sha256() == broken.sha256()
    assert type(check_config(whole).align.gap_bits) is float


def test_the_hash_is_the_same_in_another_process() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from pipeline import Config; print(Config().sha256())"],
        env={"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "7"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == Config().sha256()


def test_a_configuration_made_in_python_can_be_checked() -> None:
    assert check_config(Config()) == Config()
    faulty = replace(Config(), minhash=replace(Config().minhash, seed=-1, hot_bucket=0))
    with pytest.raises(ConfigurationError, match="2 faults"):
        check_config(faulty)


_VALUES = {
    "minhash.seed": st.integers(0, 2**32 - 1),
    "align.gap_bits": st.floats(0, 1000),
    "corpus.keep_marks": st.booleans(),
    "corpus.encodings": st.lists(st.sampled_from(["koi8-r", "cp1251", "utf-16"]), max_size=3),
    "report.csv_separator": st.sampled_from([",", ";", "\t"]),
    "paths.inputs": st.text(
        st.characters(codec="utf-8", exclude_characters="\0\x7f"), min_size=1, max_size=20
    ).filter(lambda text: not text.startswith("/")),
}


@given(st.fixed_dictionaries(_VALUES))
def test_a_value_written_as_toml_is_read_as_itself(values: dict[str, object]) -> None:
    toml = "".join(f"{key} = {in_toml(value)}\n" for key, value in values.items())
    Path("pipeline.toml").write_text(toml, encoding="utf-8", newline="\n")
    from_file = load_config(environ={}).config
    Path("pipeline.toml").unlink()
    assert from_file == load_config(environ={}, overrides=values).config


def test_the_preset_in_force_by_default_sets_nothing() -> None:
    assert _load(minhash__sensitivity="normal").config == Config()
    assert PRESETS["normal"].values == {}


@pytest.mark.parametrize("name", [name for name in PRESETS if name != "normal"])
def test_a_preset_sets_what_it_says_and_nothing_else(name: str) -> None:
    loaded = _load(minhash__sensitivity=name)
    by_hand = load_config(environ={}, overrides=PRESETS[name].values)
    differing = {key for key in SETTINGS if value_of(loaded.config, key) != value_of(Config(), key)}
    assert differing == {"minhash.sensitivity", *PRESETS[name].values}
    assert all(_origin(loaded, key) == f"sensitivity {name}" for key in PRESETS[name].values)
    assert loaded.config.sha256() == by_hand.config.sha256() != Config().sha256()


def test_whoever_sets_a_setting_of_a_preset_is_heard_first() -> None:
    toml = "[accept]\nmargin_bits = 30\n"
    environ = {"PIPELINE_MINHASH__WINDOW_PERMUTATIONS": "5"}
    loaded = _load(toml, environ, minhash__sensitivity="thorough")
    assert loaded.config.accept.margin_bits == 30
    assert loaded.config.minhash.window_permutations == 5
    assert loaded.config.minhash.shingle_words == 2
    assert _origin(loaded, "minhash.sensitivity") == "--sensitivity"


def test_a_preset_can_be_named_in_the_file_and_a_flag_names_another() -> None:
    toml = "[minhash]\nsensitivity = 'thorough'\n"
    assert _load(toml).config.minhash.shingle_words == 2
    assert _load(toml, minhash__sensitivity="quick").config.minhash.window_permutations == 1
    assert _load(toml, minhash__sensitivity="quick").config.minhash.shingle_words == 3


def test_a_preset_that_is_not_there_is_a_fault() -> None:
    told = _faults(minhash__sensitivity="through")
    assert (
        '--sensitivity: minhash.sensitivity = "through", but must be one of "quick", "normal", "thorough"'
        in told
    )
    assert "did you mean thorough?" in told
    assert "--sensitivity" in _faults("[minhash]\nsensitivity = 3\n", minhash__sensitivity="slow")
