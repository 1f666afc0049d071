"""What the fields of a document's metadata are called."""

LABELS = {
    "title": "标题",
    "original_title": "原标题",
    "issuer": "发布机关",
    "source": "来源",
    "number": "文号",
    "published": "发布日期",
    "effective": "施行日期",
    "expires": "失效日期",
    "document_type": "文种",
    "column": "栏目",
    "regions": "地区",
    "uri": "网址",
    "index_number": "索引号",
    "posted": "网站发布日期",
    "status": "有效性",
}
