"""One name per referent."""

import time

import pandas as pd
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from analysis import load
from analysis.cli import khabar
from analysis.entities import canonical
from analysis.entities.referents import explain, read_names, skeleton
from analysis.errors import InputError
from analysis.tables import Articles, Mentions, frame
from samples import article
from strategies import arabic


def corpus(*articles):
    """Articles of names, one after the other: (type, name) pairs."""
    texts, rows = [], []
    for n, names in enumerate(articles):
        text, article_id = "", f"a{n}"
        for type_, name in names:
            start = len(text)
            row = {"article_id": article_id, "mention_id": f"m{start}-{start + len(name)}", "start": start}
            rows.append(row | {"end": start + len(name), "text": name, "type": type_, "score": 1.0, "entity_id": ""})
            text += name + " . "
        texts.append(article(article_id, text))
    return Mentions(frame("mentions", rows)), Articles(frame("articles", texts))


def names(*articles):
    mentions, table = canonical(*corpus(*articles))
    by_id = dict(zip(table["entity_id"], table["name"], strict=True))
    return [by_id[entity_id] for entity_id in mentions["entity_id"]]


@pytest.mark.parametrize(
    ("one", "other"), [("ويتكوف", "فيتكوف"), ("غوتيريش", "جوتيريس"), ("بيونغيانغ", "بيونجيانج"), ("ترمب", "ترامب")]
)
def test_variants_of_a_foreign_name_are_one(one, other):
    assert skeleton(one) == skeleton(other)
    assert len(set(names([("PER", one), ("PER", other)]))) == 1


def test_a_short_form_is_its_full_name_before_or_after():
    assert names([("PER", "ترامب"), ("PER", "دونالد ترامب"), ("PER", "ترامب")]) == ["دونالد ترامب"] * 3


def test_a_prince_is_called_by_his_own_name():
    full = ["سعود بن عبدالله آل سعود", "محمد بن سلمان آل سعود"]
    found = names([("PER", full[0]), ("PER", full[1]), ("PER", "سعود")])
    assert found == [full[0], full[1], full[0]]


def test_two_persons_of_one_family_stay_two():
    found = names([("PER", "جورج بوش"), ("PER", "بوش"), ("PER", "لورا بوش"), ("PER", "بوش")])
    assert found == ["جورج بوش", "جورج بوش", "لورا بوش", "جورج بوش"]


def test_a_last_name_of_two_persons_is_the_first_named_one():
    found = names([("PER", "كريم الحداد"), ("PER", "رنا الحداد"), ("PER", "الحداد"), ("PER", "رنا الحداد")])
    assert found == ["كريم الحداد", "رنا الحداد", "كريم الحداد", "رنا الحداد"]


def test_an_adjective_before_a_last_name_makes_no_second_person():
    found = names([("PER", "اليميني كولنز"), ("PER", "مارك كولنز"), ("PER", "كولنز")])
    assert found[-1] == "مارك كولنز"


def test_the_same_full_name_is_one_across_articles_and_countries_have_codes():
    mentions, entities = canonical(*corpus([("PER", "ستيف ويتكوف"), ("LOC", "روسيا")], [("PER", "ستيف فيتكوف")]))
    table = entities.set_index("name")
    assert table.loc["روسيا", "link"] == "iso:RU"
    assert table.loc["ستيف فيتكوف", "article_count"] == 2
    assert table.loc["ستيف فيتكوف", "aliases"] == ["ستيف ويتكوف"]
    assert mentions["entity_id"].nunique() == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("حسن روحاني", "حسين روحاني"),
        ("محمد عباس", "محمود عباس"),
        ("سلمان بن عبدالعزيز", "سليمان بن عبدالعزيز"),
        ("خالد العتيبي", "خالد العتبي"),
        ("آدم ليونارد", "آدم ليوناردو"),
        ("جون كوبر", "جون جوبر"),
        ("سلمان بن عبدالعزيز", "محمد بن سلمان بن عبدالعزيز"),
        ("سلمان", "محمد بن سلمان"),
    ],
)
def test_two_persons_with_similar_names_stay_two(one, other):
    assert names([("PER", one), ("PER", other)]) == [one, other]
    assert names([("PER", other), ("PER", one)]) == [other, one]


@pytest.mark.parametrize(
    ("type_", "full", "short"),
    [
        ("PER", "عبد الله بن زايد", "عبدالله بن زايد"),
        ("PER", "أسامة بن لادن", "بن لادن"),
        ("PER", "صدام حسين", "صدام"),
        ("PER", "محمود عباس", "أبو مازن"),
        ("PER", "محمد بن سلمان", "الأمير محمد بن سلمان"),
        ("ORG", "منظمة الصحة العالمية", "الصحة العالمية"),
        ("ORG", "مجلس الأمن الدولي", "مجلس الأمن"),
        ("ORG", "حلف شمال الأطلسي", "الناتو"),
        ("ORG", "صحيفة الأهرام", "الأهرام"),
        ("LOC", "الولايات المتحدة الأمريكية", "أميركا"),
        ("LOC", "المملكة العربية السعودية", "السعودية"),
        ("LOC", "سوريا", "سورية"),
        ("MISC", "الأمريكيون", "الأميركيين"),
    ],
)
def test_a_shorter_or_other_name_of_one_referent(type_, full, short):
    assert len(set(names([(type_, full), (type_, short)]))) == 1


def test_two_kinds_of_one_name_or_a_later_longer_name_decide_nothing():
    assert len(set(names([("ORG", "قناة الجزيرة"), ("ORG", "صحيفة الجزيرة"), ("ORG", "الجزيرة")]))) == 3
    institutions = [("ORG", "وزارة الدفاع الروسية"), ("ORG", "وزارة الدفاع الأوكرانية"), ("ORG", "وزارة الدفاع")]
    assert len(set(names(institutions))) == 3


def written(text, *found):
    """One article of this text with these (type, name) mentions in it."""
    rows, at = [], 0
    for type_, name in found:
        at = text.index(name, at)
        row = {"article_id": "x", "mention_id": f"m{at}-{at + len(name)}", "start": at, "end": at + len(name)}
        rows.append(row | {"text": name, "type": type_, "score": 1.0, "entity_id": ""})
        at += len(name)
    return Mentions(frame("mentions", rows)), Articles(frame("articles", [article("x", text)]))


def test_of_two_letters_lam_after_a_preposition_one_is_the_article():
    _, entities = canonical(*written("أوضح بلاغ للجنة الجهوية ذلك.", ("ORG", "لجنة الجهوية")))
    assert list(entities["name"]) == ["اللجنة الجهوية"]


def test_after_a_preposition_the_article_has_its_alef_again_and_other_names_keep_their_first_letter():
    text = "قال الأمين العام للأمم المتحدة لدى وصوله للبنان إن الأمم المتحدة قلقة."
    mentions, entities = canonical(*written(text, ("ORG", "لأمم المتحدة"), ("LOC", "لبنان"), ("ORG", "الأمم المتحدة")))
    assert set(entities["name"]) == {"الأمم المتحدة", "لبنان"}
    assert mentions["entity_id"].nunique() == 2


def test_a_name_in_brackets_is_the_one_before_them_but_a_place_is_in_its_country():
    text = "حركة المقاومة الشعبية (حمش) في صيدا (لبنان) ومجلة نيوزويك (Newsweek)."
    found = [("ORG", "حركة المقاومة الشعبية"), ("ORG", "حمش"), ("LOC", "صيدا"), ("LOC", "لبنان")]
    mentions, _ = canonical(*written(text, *found, ("ORG", "نيوزويك"), ("ORG", "Newsweek")))
    ids = list(mentions["entity_id"])
    assert ids[0] == ids[1]
    assert ids[2] != ids[3]
    assert ids[4] == ids[5]


def test_what_stands_in_brackets_is_not_always_the_name_before_them():
    text = "قوة الاتحاد الأفريقي (أميصوم). شركة الأثير الخاصة (ناسا)، وأعلنت ناسا ذلك."
    found = [("ORG", "الاتحاد الأفريقي"), ("ORG", "أميصوم"), ("ORG", "شركة الأثير الخاصة"), ("ORG", "ناسا")]
    mentions, _ = canonical(*written(text, *found, ("ORG", "ناسا")))
    union, mission, company, acronym, again = mentions["entity_id"]
    assert union != mission
    assert company == acronym == again
    elsewhere = names([("ORG", "وكالة الفضاء الأمريكية"), ("ORG", "ناسا")])
    assert len(set(elsewhere)) == 1


def test_a_canal_is_not_its_town():
    assert len(set(names([("LOC", "قناة السويس"), ("LOC", "السويس")]))) == 2
    assert len(set(names([("LOC", "مدينة السويس"), ("LOC", "السويس")]))) == 1


def test_amman_is_not_oman():
    def link(text, name):
        return canonical(*written(text, ("LOC", name)))[1]["link"].iloc[0]

    assert link("زار الوزير سلطنة عمان أمس.", "سلطنة عمان") == "iso:OM"
    assert link("وصل الوفد إلى عُمان ثم مسقط.", "عُمان") == "iso:OM"
    assert pd.isna(link("وصل الوفد إلى عمّان أمس.", "عمّان"))
    assert pd.isna(link("قال وزير أردني في عمان إن العمل مستمر.", "عمان"))


def test_a_lone_family_name_is_the_only_person_of_the_corpus_when_often_enough():
    full = [[("PER", "فلاديمير بوتين")]] * 3
    assert names(*full, [("PER", "بوتين")])[-1] == "فلاديمير بوتين"
    assert names(*full[:2], [("PER", "بوتين")])[-1] == "بوتين"
    assert names(*full, [("PER", "ليودميلا بوتين")], [("PER", "بوتين")])[-1] == "بوتين"


def test_every_mention_has_its_reason():
    found = explain(*corpus([("PER", "دونالد ترامب"), ("PER", "ترامب"), ("LOC", "أميركا")]))
    assert list(found["why"]) == ["its own name", "short form of the full name in the article", "country"]
    assert list(found["through"])[1] == "دونالد ترامب"
    assert list(found["name"])[:2] == ["دونالد ترامب"] * 2


def test_a_shorter_form_that_comes_first_has_its_reason_too():
    tables = written("أعلنت ناسو (National Office) ذلك.", ("ORG", "ناسو"), ("ORG", "National Office"))
    assert list(explain(*tables)["why"]) == ["name in brackets after it"] * 2


@pytest.mark.parametrize(
    ("found", "entities", "why"),
    [
        ([("ORG", "الأهلي"), ("LOC", "الأهلي")], 1, "same form; ORG as its name is in the article, not LOC"),
        ([("LOC", "المغرب"), ("ORG", "المغرب")], 1, "same form; LOC as its name is in the article, not ORG"),
        (
            [("PER", "رجب طيب إردوغان"), ("LOC", "إردوغان")],
            1,
            "short form of the full name in the article; PER as its name is in the article, not LOC",
        ),
        ([("ORG", "صحيفة"), ("LOC", "الشرق الأوسط")], 2, "its own name"),
    ],
)
def test_mentions_typed_apart_are_one_entity_by_most_of_them_and_say_so(found, entities, why):
    tables = corpus(found)
    assert canonical(*tables)[0]["entity_id"].nunique() == entities
    assert list(explain(*tables)["why"])[-1] == why


def test_what_stands_beside_a_mention_is_stronger_than_the_others():
    text = "كتبت صحيفة الشرق الأوسط عن الشرق الأوسط أمس. الشرق الأوسط يشتعل."
    mentions, _ = canonical(*written(text, ("ORG", "الشرق الأوسط"), ("LOC", "الشرق الأوسط"), ("LOC", "الشرق الأوسط")))
    newspaper, region, again = mentions["entity_id"]
    assert newspaper != region == again


def test_in_another_article_the_same_form_may_be_something_else():
    mentions, _ = canonical(*corpus([("ORG", "الأهلي")], [("LOC", "الأهلي")]))
    assert mentions["entity_id"].nunique() == 2


def test_time_grows_with_the_names_of_an_article_not_faster():
    def seconds(count):
        letters = "بتثجحخدذرزسشصضطظ"
        made = ["".join(letters[n // 16**k % 16] for k in range(6)) for n in range(count)]
        full = [f"{name} {name[::-1]}" if n % 2 else name for n, name in enumerate(made)]
        tables = corpus([(type_, name) for name in full for type_ in ("PER", "ORG")])
        started = time.process_time()
        canonical(*tables)
        return time.process_time() - started

    seconds(2400)  # what is known of each word is kept: both counts begin with the same words
    assert min(seconds(2400) for _ in range(3)) < 3.2 * min(seconds(1200) for _ in range(3))


@pytest.mark.parametrize(
    ("names", "entities"),
    [
        (["سوتوبو نوجروو", "نوجرو"], 1),  # a letter is missing
        (["دايتون سيبمسون", "سيمبسون"], 1),  # two changed places
        (["سوتوبو نوجروو", "بورو نوجروي", "نوجرو"], 3),  # it may be either
        (["سوتوبو نوجروو", "نوجرلي"], 2),
        (["سامي الحداد", "الحدادي"], 2),  # an Arabic name is spelt in one way
        (["كالوم ريس", "ريز"], 1),  # one sound to translators
        (["كالوم ريس", "ديل ريس", "ريز"], 3),
        (["إليزابيث وارين", "وارن"], 1),  # a long vowel that is written or not
        (["إليزابيث وارين", "ماري وارين", "وارن"], 3),
        (["كالوم ريس", "رير"], 2),
    ],
)
def test_a_short_form_may_be_misspelt_in_one_letter(names, entities):
    mentions, _ = canonical(*corpus([("PER", name) for name in names]))
    assert mentions["entity_id"].nunique() == entities


def test_a_persons_name_is_parted_only_where_its_parts_are_names():
    _, entities = canonical(*corpus([("PER", "مالكولم ديفي"), ("PER", "محمدحسين"), ("LOC", "كورياالشمالية")]))
    assert set(entities["name"]) == {"مالكولم ديفي", "محمد حسين", "كوريا الشمالية"}


def test_a_user_joins_and_parts_names(tmp_path):
    path = tmp_path / "names.csv"
    path.write_text("text,name,article_id\nبوش,جورج بوش,a0\nبوش,لورا بوش,a1\nالسيسي,عبد الفتاح السيسي,\n", "utf-8")
    tables = corpus([("PER", "بوش"), ("PER", "السيسي")], [("PER", "بوش")], [("PER", "بوش")])
    mentions, entities = canonical(*tables, names=path)
    by_id = dict(zip(entities["entity_id"], entities["name"], strict=True))
    assert [by_id[e] for e in mentions["entity_id"]] == ["جورج بوش", "عبد الفتاح السيسي", "لورا بوش", "بوش"]
    assert set(explain(*tables, names=path)["why"]) == {"given by the user", "its own name"}
    apart = tmp_path / "apart.csv"
    apart.write_text("text,name\nستيف فيتكوف,ستيف فيتكوف\nستيف ويتكوف,ستيف ويتكوف\n", "utf-8")
    parted, _ = canonical(*corpus([("PER", "ستيف فيتكوف"), ("PER", "ستيف ويتكوف")]), names=apart)
    assert parted["entity_id"].nunique() == 2


def test_the_command_takes_a_file_of_names(tmp_path):
    (tmp_path / "article.txt").write_text("وصل فلاديمير بوتين إلى موسكو. قال بوتين إن العمل مستمر.", "utf-8")
    (tmp_path / "names.csv").write_text("text,name\nموسكو,العاصمة الروسية\n", "utf-8")
    arguments = ["annotate", str(tmp_path / "article.txt"), "--out", str(tmp_path / "t")]
    done = CliRunner().invoke(khabar, [*arguments, "--names", str(tmp_path / "names.csv")])
    assert done.exit_code == 0, done.output
    assert "العاصمة الروسية" in set(load(tmp_path / "t").entities["name"])


def test_a_file_of_names_is_checked(tmp_path):
    with pytest.raises(InputError, match="no such file"):
        read_names(tmp_path / "none.csv")
    (tmp_path / "bad.csv").write_text("form,name\n")
    with pytest.raises(InputError, match="column text is missing"):
        read_names(tmp_path / "bad.csv")


@given(st.randoms())
def test_the_order_of_articles_changes_nothing(random):
    articles = [
        [("PER", "دونالد ترامب"), ("PER", "ترمب"), ("ORG", "حماس")],
        [("PER", "دونالد ترمب"), ("LOC", "أمريكا"), ("ORG", "حركة حماس")],
        [("PER", "ترامب"), ("LOC", "الولايات المتحدة"), ("LOC", "غزة")],
    ]
    mentions, table = corpus(*articles)
    order = random.sample(range(len(mentions)), len(mentions))
    shuffled = Mentions(mentions.iloc[order].sort_values("article_id", kind="stable", ascending=False))
    one, entities = canonical(mentions, table)
    other, again = canonical(shuffled, table)
    assert (
        one.set_index(["article_id", "mention_id"])["entity_id"]
        .sort_index()
        .equals(other.set_index(["article_id", "mention_id"])["entity_id"].sort_index())
    )
    assert entities.equals(again)


@given(st.lists(st.lists(st.tuples(st.sampled_from(["PER", "LOC", "ORG", "MISC"]), arabic(3)), max_size=5), max_size=3))
def test_no_mention_is_lost_and_inputs_are_untouched(articles):
    articles = [[(t, n) for t, n in names_ if n.strip()] for names_ in articles]
    mentions, table = corpus(*articles)
    assert len(explain(mentions, table)) == len(mentions)
    before = mentions.copy()
    named, entities = canonical(mentions, table)
    assert len(named) == len(mentions)
    assert before.equals(mentions)
    assert set(named["entity_id"]) == set(entities["entity_id"])
    assert entities["mention_count"].sum() == len(named)
