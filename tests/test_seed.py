"""What the seed must show: its names, its frames, the same bytes from two runs."""

from click.testing import CliRunner

from analysis import framing
from analysis.cli import khabar

NAMES = {
    "الولايات المتحدة", "أوكرانيا", "ميامي", "روسيا", "دونالد ترامب", "ستيف ويتكوف", "رستم أوميروف", "كيريل دميترييف",
    "فلوريدا", "جاريد كوشنر", "موسكو", "رويترز", "فلاديمير بوتين", "أوروبا", "بي بي سي", "ستيف روزنبرغ", "كراسنودار",
}  # fmt: skip


def test_the_names(seed_tables):
    found = set(seed_tables.entities["name"])
    assert len(NAMES & found) >= 16
    mentions = seed_tables.mentions.set_index("text")["entity_id"]
    assert mentions[["ويتكوف"]].iloc[0] == mentions[["فيتكوف"]].iloc[0] == mentions[["ستيف ويتكوف"]].iloc[0]


def test_the_frames(seed_tables):
    ranked = seed_tables.article_frames.sort_values("score", ascending=False)
    assert set(ranked["frame"].head(2)) == {"Security and Defense", "External Regulation and Reputation"}
    assert ranked["present"].head(2).all()


def test_the_word_for_the_invasion_is_the_article_s_own(seed_tables):
    counts = framing.term_counts(seed_tables).set_index(["concept", "term"])
    row = counts.loc[("invasion", "invasion")]
    assert list(row[["word", "stance", "own", "quoted", "count", "share"]]) == ["غزواً", "negative", 1, 0, 1, 0.25]
    assert counts.loc[("invasion", "war"), "count"] == 3


def test_the_attack_has_its_agent_its_patient_and_its_source(seed_tables):
    found = framing.events(seed_tables)
    attack = found[found["agent"] == "غارة جوية أوكرانية"]
    assert list(attack["patient"]) == ["سفينتين"]
    assert list(attack["speaker"]) == ["مسؤولون روس"]


def test_both_quotations_of_putin_are_conditional(seed_tables):
    said = seed_tables.quotes[[list(names) == ["فلاديمير بوتين"] for names in seed_tables.quotes["speakers"]]]
    found = framing.hedges(seed_tables)
    conditions = found.loc[(found["class"] == "conditional") & (found["speaker"] == "فلاديمير بوتين"), "start"]
    inside = [
        [any(s["start"] <= at < s["end"] for s in segments) for at in conditions] for segments in said["segments"]
    ]
    assert [sum(each) for each in inside] == [1, 2]


def test_two_runs_give_the_same_bytes(seed_path, tmp_path, seed_reports):
    done = CliRunner().invoke(khabar, ["report", str(seed_path), "--out", str(tmp_path / "again"), "--lang", "ar"])
    assert done.exit_code == 0, done.output
    files = sorted(path for path in seed_reports["ar"].rglob("*") if path.is_file())
    assert len(files) > 12
    for path in files:
        name = path.relative_to(seed_reports["ar"])
        if path.name not in {"times.html", "status.jsonl"}:  # these say how long it took
            assert path.read_bytes() == (tmp_path / "again" / name).read_bytes(), name
