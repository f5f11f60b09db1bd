"""Texts that pretend to be something else: each comes out of every medium letter by letter."""

HTML = [
    "<b>หนา</b>", "<a href='https://evil.example'>กด</a>", "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script>", "&#x41;",
    "&amp; &lt;b&gt; &#60; &copy;", "<!-- x -->", "a<br/>b",
    "<sub>x</sub><span style=\"color:red\">y</span>", "<extra></extra>",
]  # fmt: skip
MARKDOWN = [
    "**หนา** _เอียง_ __x__", "~~ขีด~~ ~x~", "`code` ```x```", "# หัวข้อ", "- ข้อ", "+ ข้อ", "* ข้อ",
    "1. ข้อ", "12345678) ข้อ", "> อ้าง",
    "---", "===", "***", "| a | b |\n|---|---|\n| 1 | 2 |", "    โค้ด", "[ชื่อ](https://evil.example)",
    "![รูป](https://evil.example/x.png)",
    "[x](javascript:alert(1))", "[^1] [x]: y", "- [ ] x", "~~~\nx\n~~~", "a  \nb", "a\\\nb", "x\n===", "C:\\temp\\new \\* \\_",
    "a*b*c _d_e_f_", "\\", "`", "*",
]  # fmt: skip
STREAMLIT = [
    ":material/home:", ":smile: :+1: :-1:", ":streamlit:", ":red[แดง] :small[x]",
    ":orange-badge[:material/star: x]", "\\:smile:",
    "$x^2$ $$y$$ \\(x\\)", "$5 และ $6", "a -> b <- c <-> d -- e >= f <= g ~= h", "->", ":::note[x]{a=b}",
    "10:30 น. ข้อ:ก", "😀 ยิ้ม", "⚠ระวัง",
]  # fmt: skip
ADDRESSES = [
    "https://www.example.go.th/ita_2565~x#d?x=1&y=2", "HTTP://EXAMPLE.COM", "www.example.com",
    "clerk@example.go.th", "mailto:a@b.th",
    "ftp://example.com/x", "<https://x.th> <a@b.th>", "javascript:alert(1)",
]  # fmt: skip
OTHERS = [
    "[bold]x[/bold] [red]y[/]", "%{x} %{hovertext}", "%{y:.2f}<br>%{customdata[0]}", "{} {!r} {0.__class__} %s %(x)s",
    "{column} {0} {{x}}", "#0A5A94 ground", "=1+1",
    "@SUM(A1)", "+1", "'x", '"x"',
    "#set text(red)", "$ x $ \\ *x* <ref> @ref", "ๆ ฯลฯ ฯ",
]  # fmt: skip
LYING = [*HTML, *MARKDOWN, *STREAMLIT, *ADDRESSES, *OTHERS]


def letters(text):
    """A text without white space and the marks that hold words together on a page."""
    return "".join(text.replace("\u2060", "").split())
