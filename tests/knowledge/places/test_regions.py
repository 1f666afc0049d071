"""Regions are found by the names that texts use for them, and ordinary words are none."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.places.gazetteer import gazetteer, regions
from knowledge.places.regions import (
    Region,
    ancestors,
    contains,
    display,
    find_regions,
    members,
    overlaps,
    region_named,
    regions_named,
)


def named(name: str) -> Region:
    found = region_named(name)
    assert found is not None, name
    return found


def found(text: str) -> list[tuple[str, str]]:
    """The display name of each region found, and the words that name it."""
    return [(display(region), text[start:end]) for region, (start, end) in find_regions(text)]


@pytest.mark.parametrize(
    ("name", "full"),
    [
        ("湖南", "湖南省"),
        ("湘", "湖南省"),
        ("内蒙", "内蒙古自治区"),
        ("新疆", "新疆维吾尔自治区"),
        ("凉山", "四川省凉山彝族自治州"),
        ("凉山州", "四川省凉山彝族自治州"),
        ("遂川", "江西省吉安市遂川县"),
        ("通道县", "湖南省怀化市通道侗族自治县"),
        ("喀什", "新疆维吾尔自治区喀什地区"),
        ("科右中旗", "内蒙古自治区兴安盟科尔沁右翼中旗"),
        ("仙桃市", "湖北省仙桃市"),
        ("密云", "北京市密云区"),
        ("吉林", "吉林省"),
        ("吉林市", "吉林省吉林市"),
        ("恩施", "湖北省恩施土家族苗族自治州"),
        ("全国", "全国"),
        ("我国", "全国"),
        ("秦巴山区", "秦巴山片区"),
    ],
)
def test_a_region_goes_by_its_full_and_its_short_name(name: str, full: str) -> None:
    assert display(named(name)) == full


@pytest.mark.parametrize(
    ("former", "present"),
    [("襄樊市", "襄阳市"), ("密云县", "密云区"), ("郧县", "郧阳区"), ("日喀则地区", "日喀则市")],
)
def test_a_former_name_leads_to_the_present_one(former: str, present: str) -> None:
    assert named(former).name == present


def test_every_region_is_found_by_the_name_it_is_displayed_with() -> None:
    assert [region for region in regions() if region_named(display(region)) != region] == []


def test_there_are_34_provinces_333_prefectures_and_all_counties() -> None:
    levels = [region.level for region in regions()]
    assert (levels.count("nation"), levels.count("province"), levels.count("city")) == (1, 34, 333)
    assert levels.count("county") > 2843


def test_a_name_of_several_regions_names_none_of_them_alone() -> None:
    assert region_named("鼓楼区") is None
    assert region_named("没有这个地方") is None


def test_the_longest_name_counts() -> None:
    assert found("新疆生产建设兵团") == [("新疆生产建设兵团", "新疆生产建设兵团")]
    assert found("吉林省吉林市") == [("吉林省", "吉林省"), ("吉林省吉林市", "吉林市")]


def test_a_name_of_several_regions_is_the_one_whose_province_is_named() -> None:
    assert found("福建的鼓楼区")[-1] == ("福建省福州市鼓楼区", "鼓楼区")
    assert found("鼓楼区（河南）")[0] == ("河南省开封市鼓楼区", "鼓楼区")
    assert [name for name, _ in found("北京朝阳区和长春市朝阳区")] == [
        "北京市",
        "北京市朝阳区",
        "吉林省长春市",
        "吉林省长春市朝阳区",
    ]
    assert found("昌平区、朝阳区")[1] == ("北京市朝阳区", "朝阳区")


def test_the_city_named_decides_between_districts_of_one_province() -> None:
    assert found("徐州的鼓楼区")[1:] == [("江苏省徐州市鼓楼区", "鼓楼区")]


def test_a_name_that_stays_ambiguous_gives_every_region_with_the_same_span() -> None:
    several = find_regions("鼓楼区的项目")
    assert {span for _, span in several} == {(0, 3)}
    assert {ancestors(region)[0].name for region, _ in several} == {"南京市", "徐州市", "福州市", "开封市"}


def test_a_bare_name_is_the_highest_region_that_bears_it() -> None:
    assert found("朝阳的项目") == [("辽宁省朝阳市", "朝阳")]


@pytest.mark.parametrize(
    "text",
    [
        "农民和村民都参加了培训",
        "有关部门和政策制定者",
        "易地搬迁安置",
        "金融安全和安全国家标准",
        "省、市和县级财政",
        "强县富县",
        "产业示范县",
        "资源整合和合作社",
        "东西部扶贫协作",
        "互助社和平安建设",
        "延长春节假期",
        "他决定西迁",
        "投入了新的资金",
        "东乡族和鄂伦春族群众",
        "江南区域",
        "新晋企业",
        "苏宁易购和京东",
        "云台和贵宾",
        "粤省事小程序",
        "通道、公安、长子",
        "比如南部地区",
        "阿里巴巴公益",
    ],
)
def test_ordinary_words_name_no_region(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "regions"),
    [
        ("江西莲花的产业", ["江西省", "江西省萍乡市莲花县"]),
        ("莲花县", ["江西省萍乡市莲花县"]),
        ("甘肃和政有哪些项目", ["甘肃省", "甘肃省临夏回族自治州和政县"]),
        ("遂川、莲花等县", ["江西省吉安市遂川县", "江西省萍乡市莲花县"]),
        ("安徽和县", ["安徽省", "安徽省马鞍山市和县"]),
        ("在礼县调研", ["甘肃省陇南市礼县"]),
        ("那莲花呢", ["江西省萍乡市莲花县"]),
        ("山西晋城城区", ["山西省", "山西省晋城市", "山西省晋城市城区"]),
    ],
)
def test_a_county_called_like_a_word_counts_in_clear_places(text: str, regions: list[str]) -> None:
    assert [name for name, _ in found(text)] == regions


@pytest.mark.parametrize(
    ("text", "characters"),
    [
        ("川渝两地", "川渝"),
        ("苏陕协作", "苏陕"),
        ("陕甘宁革命老区", "陕甘宁"),
        ("云贵川三省", "云贵川"),
        ("湘、鄂、渝、黔四省市", "湘鄂渝黔"),
        ("湘省", "湘"),
        ("在川工作", "川"),
        ("返鄂人员", "鄂"),
        ("援疆干部", "疆"),
        ("皖北地区", "皖"),
        ("川的呢", "川"),
        ("那滇呢？", "滇"),
        ("渝新欧班列", ""),
        ("豫章师范", ""),
        ("川菜和湘江", ""),
    ],
)
def test_a_province_of_one_character_counts_in_clear_places(text: str, characters: str) -> None:
    assert "".join(words for _, words in found(text)) == characters


def test_ancestors_lead_up_to_the_nation() -> None:
    assert [region.name for region in ancestors(named("遂川县"))] == ["吉安市", "江西省", "全国"]
    assert [region.name for region in ancestors(named("朝阳市"))] == ["辽宁省", "全国"]
    assert [region.name for region in ancestors(named("滇西边境山区"))] == ["云南省", "全国"]
    assert ancestors(named("全国")) == ()


def test_a_region_contains_what_lies_in_it_and_an_area_its_members() -> None:
    assert contains(named("江西"), named("遂川"))
    assert contains(named("全国"), named("三区三州"))
    assert contains(named("京津冀"), named("保定市"))
    assert contains(named("三区三州"), named("昭觉县"))
    assert contains(named("西部地区"), named("三区三州"))
    assert not contains(named("三区三州"), named("四川"))
    assert not contains(named("遂川"), named("江西"))


def test_an_area_overlaps_the_provinces_that_it_is_a_part_of() -> None:
    assert overlaps(named("罗霄山片区"), named("江西"))
    assert overlaps(named("湖南"), named("罗霄山片区"))
    assert not contains(named("罗霄山片区"), named("江西"))
    assert not overlaps(named("罗霄山片区"), named("四川"))
    assert overlaps(named("秦巴山片区"), named("西部地区"))


@pytest.mark.parametrize(
    ("area", "counties"),
    [
        ("六盘山片区", 61),
        ("秦巴山片区", 75),
        ("武陵山片区", 64),
        ("乌蒙山片区", 38),
        ("滇桂黔石漠化片区", 80),
        ("滇西边境片区", 56),
        ("大兴安岭南麓片区", 19),
        ("燕山-太行山片区", 33),
        ("吕梁山片区", 20),
        ("大别山片区", 36),
        ("罗霄山片区", 23),
    ],
)
def test_a_poor_area_has_the_counties_of_the_list_of_2012(area: str, counties: int) -> None:
    """The numbers are those of the official list; every name leads to one county."""
    assert len(set(members(named(area)))) == counties
    assert {member.level for member in members(named(area))} <= {"county", "city"}


def test_every_area_has_members() -> None:
    assert [region for region in regions() if region.level == "area" and not members(region)] == []


def test_provinces_and_prefectures_are_named_in_short() -> None:
    assert regions_named("福州市、凉山州和日照市的遂川县") == (
        "福建",
        "福州",
        "四川",
        "凉山",
        "山东",
        "日照市",
        "江西",
        "吉安",
    )
    assert regions_named("鼓楼区") == ()


def test_no_two_provinces_share_a_name() -> None:
    provinces = [region.code for region in regions() if region.level == "province"]
    several = [
        codes for codes in gazetteer().free.values() if set(codes.split()) & set(provinces) and " " in codes
    ]
    assert several == []


@given(st.text(alphabet="川渝湘苏陕新云、和县朝阳鼓楼区市省遂莲花的呢在返 。", max_size=40))
def test_spans_are_in_order_and_never_overlap(text: str) -> None:
    spans = list(dict.fromkeys(span for _, span in find_regions(text)))
    ends = [0, *(end for _, end in spans)]
    assert all(before <= start < end for before, (start, end) in zip(ends, spans, strict=False))


@given(st.text(max_size=60))
def test_any_text_is_read(text: str) -> None:
    for region, (start, end) in find_regions(text):
        assert text[start:end] in gazetteer().free or text[start:end] in gazetteer().guarded
        assert display(region)


@pytest.mark.parametrize("unit", ["鼓楼区", "川渝", "遂川、莲花", "和县", "湘、", "全国安全"])
def test_the_time_grows_with_the_text_alone(unit: str) -> None:
    started = time.perf_counter()
    find_regions(unit * 20_000)
    assert time.perf_counter() - started < 5


def test_a_question_is_read_at_once() -> None:
    question = "罗霄山片区遂川县的贫困发生率是多少，社会组织投入了多少资金？"
    find_regions(question)
    best = min(_seconds(question) for _ in range(200))
    assert best < 100e-6  # 15 microseconds on an idle machine


def _seconds(question: str) -> float:
    started = time.perf_counter()
    find_regions(question)
    return time.perf_counter() - started


def test_real_documents_name_real_regions(real_data: Path) -> None:
    """Short names of counties in 299 documents, read one by one: what is a county there, what is not."""
    texts = [
        path.read_text(encoding="utf-8") for path in (real_data / "benchmarks/policy_qa/documents").iterdir()
    ]
    words = {
        text[start:end]
        for text in texts
        for region, (start, end) in find_regions(text)
        if region.level == "county" and end - start == 2
    }
    assert words >= {"黔江", "武隆", "寿光", "义乌", "番禺", "昌平", "平潭"}
    assert not words & {
        "和平",
        "安新",
        "从江",
        "威信",
        "周至",
        "原阳",
        "资源",
        "合作",
        "平安",
        "长春",
        "公安",
    }
