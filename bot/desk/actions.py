"""What an audit line says was done: every action and its name on screens."""

ACTIONS = {
    "sign_in": "登录",
    "sign_out": "退出登录",
    "link.make": "生成登录链接",
    "person.add": "添加人员",
    "person.role": "更改角色",
    "person.sign_out": "让其退出登录",
}
