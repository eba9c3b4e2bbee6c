"""Each a bug that was: a sentence of our own in which it showed."""

from types import SimpleNamespace

import pytest

from analysis.quotes import quotations
from analysis.quotes.kinds import kind_of
from analysis.quotes.marks import marked

PERSONS = ["سامي حداد", "ليلى منصور", "منصور", "حداد"]


def read(text):
    names = []
    for name in PERSONS:
        full = next(p for p in PERSONS if p.endswith(name))
        at = text.find(name)
        while at >= 0:
            if not any(m.start <= at < m.end for m in names):
                names.append(SimpleNamespace(start=at, end=at + len(name), type="PER", entity_id=full, name=full))
            at = text.find(name, at + 1)
    return list(quotations(text, sorted(names, key=lambda m: m.start)))


def contents(text):
    return [[text[s["start"] : s["end"]] for s in q.segments] for q in read(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A participle behind a quotation has its own content, and is no cue of the quotation before it.
        (
            "قال سامي حداد: «الوضع صعب للغاية»، لافتا إلى أن «الحل قريب جدا».",
            [["الوضع صعب للغاية"], ["الحل قريب جدا"]],
        ),
        # A verb behind a full stop is not postposed to the quotation before it.
        ("قال سامي حداد: «الوضع صعب للغاية». وأضاف «الحل قريب جدا».", [["الوضع صعب للغاية"], ["الحل قريب جدا"]]),
        (
            "قال حداد إن «الوضع صعب للغاية». وأشار إلى الدعم الدولي للبلاد.",
            [["الوضع صعب للغاية"], ["الدعم الدولي للبلاد"]],
        ),
        # كما opens a report of its own, and closes one only without a complementizer.
        ("وعد الوزير بالحل. كما أضاف أن الوضع صعب.", [["الحل"], ["الوضع صعب"]]),
        # An attribution within a clause does not end it.
        (
            "أكد سامي حداد أن معدل التضخم، حسب مندوبية التخطيط، بلغ ثلاثة في المائة.",
            [["معدل التضخم، حسب مندوبية التخطيط، بلغ ثلاثة في المائة"]],
        ),
        # A sentence that begins with وإن goes on with the report before it.
        (
            "وقال حداد إنه «خطوة هامة إلى الأمام». وإنه «نجاح كبير للجميع».",
            [["خطوة هامة إلى الأمام", "نجاح كبير للجميع"]],
        ),
        # The narrator takes the word again.
        ("أكد حداد أن الوباء خطير، وذلك خلال زيارته المدينة.", [["الوباء خطير"]]),
        # الأحد is a day, أحد is not.
        ("قال أحد السكان إن الوضع صعب.", [["الوضع صعب"]]),
        # Not said: denied, of the future, impersonal.
        ("لم يقل الوزير إن الوضع صعب.", []),
        ("سيعلن الوزير أن الوضع صعب.", []),
        ("يذكر أن الوضع صعب منذ سنوات.", []),
        # The preposition بين and the noun رد are no verbs.
        ("وقع اتفاق بين البلدين يوم أمس على أن يستمر العمل.", []),
        ("قالت ليلى منصور ردا على سؤال: إن الوضع صعب.", [["الوضع صعب"]]),
        # An agency whose name sounds like a complementizer.
        ("ذكرت شبكة إن بي سي أن الوضع صعب.", [["الوضع صعب"]]),
        # A label between the verb and its complementizer is nobody's utterance, however long.
        ("وقال المنسق الوطني للجنة «متابعة قضية الشهيد منصور»، سامي حداد، إن الوضع صعب.", [["الوضع صعب"]]),
        # A stance verb with ب: any noun, also behind the subject; a circumstance with على between commas is none.
        ("أشاد الرئيس بجهود الوساطة.", [["جهود الوساطة"]]),
        ("تعهد الوزير بعدم رفع الأسعار.", [["عدم رفع الأسعار"]]),
        ("أكد رئيس الوزراء، في تغريدة على حسابه، نجاح المفاوضات.", [["نجاح المفاوضات"]]),
        # A verb of purpose, a subject before its verb, an indefinite subject with its adjective, a definite demand.
        ("وهنا عاد سامي حداد، ليؤكد أن الوضع صعب.", [["الوضع صعب"]]),
        ("سامي حداد نفى أي علاقة بالحادث.", [["أي علاقة بالحادث"]]),
        (
            "أكدت مصادر طبية فلسطينية استشهاد خمسة مواطنين في قصف على المدينة.",
            [["استشهاد خمسة مواطنين في قصف على المدينة"]],
        ),
        ("وطلبت الشرطة من السكان البقاء في منازلهم.", [["البقاء في منازلهم"]]),
        # بعد is no negation of أن behind فيما.
        ("أكدت الوكالة فيما بعد أن الوضع صعب.", [["الوضع صعب"]]),
        # A source that wants no name says nothing by that; a gesture is no report; ورد is also و with رد.
        ("وصرح مصدر أمني طالبا عدم الكشف عن هويته أن العملية انتهت.", [["العملية انتهت"]]),
        ("«لن نقبل بذلك»، يقول سامي حداد وهو يشير إلى بيته المهدم.", [["لن نقبل بذلك"]]),
        ("ورد سامي حداد على الاتهامات بالقول: «هذا كذب صريح».", [["هذا كذب صريح"]]),
        # What somebody calls something is his word; ما يسمى is nobody's.
        ("انتقدت ما سمته «سياسة تقييد الحريات».", [["سياسة تقييد الحريات"]]),
        ("انتشر ما يسمى «اقتصاد الظل والتهريب».", []),
        # Half and a club are no verbs of describing and calling.
        ("أصيب نصف مليون شخص بالفيروس في نادي المدينة بحلول المساء.", []),
        # What a meeting was about is no utterance; the complementizer behind it counts.
        ("وأشار حداد خلال ندوة حول «القضايا الكبرى في المدرسة العمومية» إلى أن الوضع صعب.", [["الوضع صعب"]]),
        # The quotation before a verb may be another's; then the verb reports what follows.
        (
            "سامي حداد قال إن «الوضع صعب للغاية»، ثم زاد أن «الحل قريب جدا».",
            [["الوضع صعب للغاية"], ["الحل قريب جدا"]],
        ),
        # The name of the speaker in marks before the colon.
        ("وأردف «المصري»: «الوضع صعب للغاية».", [["الوضع صعب للغاية"]]),
        # A noun that a verb governs opens what the verb reports.
        ("وعبر حداد عن رفضه تأجيل الانتخابات.", [["رفضه تأجيل الانتخابات"]]),
        # An attribution with a complementizer instead of a comma; an answer to what somebody said.
        ("وفقا للوزارة بأنه تم إغلاق المدرسة أمس.", [["تم إغلاق المدرسة أمس"]]),
        ("قالت الوزارة تعقيبا على ما جاء على لسان سامي حداد: «الوضع صعب للغاية».", [["الوضع صعب للغاية"]]),
        # Where a mark is never closed the narrator or a new quotation ends it.
        ('قال حداد: "الوضع صعب للغاية، مضيفا أن الحل قريب.', [["الوضع صعب للغاية"], ["الحل قريب"]]),
        (
            'وكتب حداد: "هذا منتج عبقري.\nوعلق الوزير: "هذا إعلان ممتع للجميع".\nثم غادر.',
            [["هذا منتج عبقري"], ["هذا إعلان ممتع للجميع"]],
        ),
        # A full stop without a space behind it.
        ("قال الوزير إن الوضع صعب.يأتي هذا بعد أيام.", [["الوضع صعب"]]),
        # A place before a colon in the first line does not speak.
        ("شارع الحرية: إصابة ستة أشخاص في حادث\nوقع الحادث أمس.", []),
        # A quotation over paragraphs, its mark closed in the last.
        (
            'قال الوزير: "الوضع صعب للغاية.\nسنعمل معا على حله.\nوالحل قريب."\nثم غادر.',
            [["الوضع صعب للغاية", "سنعمل معا على حله", "والحل قريب"]],
        ),
        # Quotations without a cue go on with the one before.
        ('قال الوزير: "الوضع صعب للغاية."\n"سنعمل معا على حله."', [["الوضع صعب للغاية", "سنعمل معا على حله"]]),
        # عقب is a preposition, a hyphen before إن belongs to a name.
        ("قال الوزير، عقب صدور الأمر: إن الوضع صعب.", [["الوضع صعب"]]),
        ("قال مون جاي-إن مطلع هذا الأسبوع إن الوضع صعب.", [["الوضع صعب"]]),
        # An estimate of nobody's; a name in marks; the narrator's own clause.
        ("ويتوقع أن يصل الإنتاج إلى ألف طن.", []),
        ("كشفت الوزارة «ليلى منصور» أن الوضع صعب.", [["الوضع صعب"]]),
        ("أعلن المستشفى أن الطفل في تحسن مستمر، وقد غادر بعد يوم.", [["الطفل في تحسن مستمر"]]),
        # A mark that is never closed: the quotation runs over the next paragraphs.
        (
            'قال الوزير: "الوضع صعب للغاية.\nوالحل ليس بعيدا عنا.\nوأكد سامي حداد أن العمل مستمر.',
            [["الوضع صعب للغاية", "والحل ليس بعيدا عنا"], ["العمل مستمر"]],
        ),
        # An attribution behind a quotation that is a sentence of its own.
        ('"الوضع صعب للغاية في البلاد." حسبما أفاد سامي حداد.', [["الوضع صعب للغاية في البلاد"]]),
        # A relative clause ends with its comma.
        (
            "نشرت الصحيفة تصريحات الوزير التي أكد فيها أن الوضع صعب، وهو وزير منذ عام.",
            [["الوضع صعب"]],
        ),
    ],
)
def test_contents(text, expected):
    found = [[part.rstrip('."') for part in parts] for parts in contents(text)]
    assert found == expected


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("قال وزير الصحة سامي حداد إن الوضع صعب. وأضاف الوزير أن الحل قريب.", ["سامي حداد", "سامي حداد"]),
        ("قال سامي حداد، رئيس الحكومة، إن الوضع صعب. وأشار رئيس الحكومة إلى أن الحل قريب.", ["سامي حداد", "سامي حداد"]),
        ("قالت ليلى منصور إن الوضع صعب. وأفادت المتحدثة ذاتها بأن الحل قريب.", ["ليلى منصور", "ليلى منصور"]),
        ("قال مسؤول في الوزارة إن الوضع صعب. وأكد المصدر أن الحل قريب.", ["مسؤول في الوزارة", "مسؤول في الوزارة"]),
        ("نقلت صحيفة «النهار» عن سامي حداد قوله إن الوضع صعب.", ["سامي حداد"]),
        ("أفادت صحيفة «النهار» بأن الوضع صعب.", ["النهار"]),
        ("وقال محامو الولايات إن الوضع صعب. وأضاف المحامون أن الحل قريب.", ["محامو الولايات", "محامو الولايات"]),
        ("أفادت المعطيات الرسمية التي قدمها سامي حداد بأن الوضع صعب.", ["المعطيات الرسمية"]),
        ("وأوضح سامي حداد أن الوضع صعب. وقال البعض إن الحل قريب.", ["سامي حداد", "البعض"]),
        ("قال سامي حداد إن الوضع صعب. وأشاد سموه بالجهود.", ["سامي حداد", "سامي حداد"]),
        ("قال سامي حداد إن الوضع صعب في برنامج ليلى منصور. وأضاف أنه باق.", ["سامي حداد", "سامي حداد"]),
        ("قالت وزارة الصحة البريطانية إن الوضع صعب. وأضافت الوزارة أن الحل قريب.", ["وزارة الصحة البريطانية"] * 2),
        ("عاد سامي حداد إلى المدينة قائلا إن الوضع صعب.", ["سامي حداد"]),
        ("وقال المنسق الوطني للجنة «متابعة قضية الشهيد منصور»، سامي حداد، إن الوضع صعب.", ["سامي حداد"]),
        ("ليلى منصور- سبق- الرياض: أكد مدير المدرسة أن الوضع صعب. وأضاف أن الحل قريب.", ["مدير المدرسة"] * 2),
        ("قال سامي حداد إن الوضع صعب. وأكد الخبراء أن الحل قريب.", ["سامي حداد", "الخبراء"]),
        ("أفاد مصدر أمني بأن الوضع صعب. وأوضح نفس المصدر أن الحل قريب.", ["مصدر أمني", "مصدر أمني"]),
        ("أشارت المصادر إلى تحركات أجراها سامي حداد.", ["المصادر"]),
        ("قال سامي حداد إن الوضع صعب. أما وزيرة البيئة فقالت، أمس، إن الحل قريب.", ["سامي حداد", "وزيرة البيئة"]),
        ("وطالبت المنظمة السلطات بالإفراج عنهم.", ["المنظمة"]),
        ("وطلبت الشرطة من السكان البقاء في منازلهم.", ["الشرطة"]),
        ("أبدى سامي حداد رأيه. وأبدت الهيئة تخوفها من أن الوضع صعب.", ["الهيئة"]),
        ("سامي حداد اعتبر حصيلة السنوات «حصيلة لا بأس بها».", ["سامي حداد"]),
        ("جاء في المذكرة، «يجب الاكتفاء بهذا السؤال».", ["المذكرة"]),
        (
            "قال المشرف العام على إدارة الإعلام والمتحدث باسم جامعة المدينة الدكتور سامي حداد: «نعم للعمل».",
            ["سامي حداد"],
        ),
        (
            "قال الكاتب سامي حداد إن الوضع صعب. ويوضح الكاتب أن ليلى منصور غادرت. ورأى الكاتب أن الحل قريب.",
            ["سامي حداد"] * 3,
        ),
        ("وجدد الأمين العام دعوته إلى وقف فوري للقتال.", ["الأمين العام"]),
        ("خبير في الشؤون العربية: الوضع صعب للغاية\n\nقال الخبير سامي حداد إن الحل قريب.", ["سامي حداد"] * 2),
    ],
)
def test_speakers(text, speakers):
    assert [name for q in read(text) for name in q.speakers] == speakers


def test_an_institution_whose_noun_begins_as_a_role_does():
    assert kind_of("مديرية الأمن") == "organization"
    assert kind_of("مدير الأمن") is None
    assert kind_of("مجلس الأمن") == "organization"


def test_many_open_marks_take_linear_time():
    import time

    started = time.perf_counter()
    marked("قال: «" * 100_000)
    marked('"a » ' * 100_000)
    assert time.perf_counter() - started < 10
