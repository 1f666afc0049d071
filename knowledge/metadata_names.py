"""What the fields of Metadata may be called where a person gives them: by their own names, in Chinese, and as
other programs call them.
"""

from dataclasses import fields

from .document import Metadata

DATES = frozenset({"published", "effective", "expires", "posted"})
KNOWN = frozenset(field.name for field in fields(Metadata)) - {"guessed"}
_OTHERS = {
    "title": "标题 名称",
    "original_title": "原标题",
    "issuer": "发布机关 发文机关 发文单位 发布单位 发布机构 制定机关",
    "source": "来源",
    "published": "发布日期 成文日期 发文日期 印发日期 公布日期 publication_date publish_date date_published",
    "effective": "施行日期 实施日期 生效日期 effective_date",
    "expires": "失效日期 废止日期 expiry_date expiration_date",
    "number": "文号 发文字号 document_number",
    "document_type": "文种",
    "column": "栏目",
    "regions": "地区 region",
    "uri": "网址 链接 原文链接 url link source_url",
    "index_number": "索引号",
    "posted": "网站发布日期 date",
    "status": "有效性 效力状态",
}
_FIELDS = {name: field for field, names in _OTHERS.items() for name in names.split()}


def field_named(name: str) -> str | None:
    """The field that is called so; None for a name that is not known."""
    plain = name.strip().lower().replace("-", "_")
    return plain if plain in KNOWN else _FIELDS.get(plain)
