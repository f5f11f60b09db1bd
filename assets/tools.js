// The tools of a section: what can be taken away, and the way from chart to table.
const { copyText } = await import(new URL("clipboard.js" + new URL(import.meta.url).search, import.meta.url))

export default function ({ data, parentElement, setTriggerValue }) {
    const group = parentElement.querySelector(".tools")
    const tool = (kind, { icon, label, name }, act) => {
        const tool = document.createElement(kind)
        const sign = document.createElement("i")
        sign.textContent = icon
        sign.ariaHidden = "true"
        const text = document.createElement("span")
        text.textContent = label
        tool.append(sign, text)
        tool.title = tool.ariaLabel = name
        if (act) { tool.type = "button"; tool.onclick = () => act(text) }
        return tool
    }
    const copied = (text, copying) => {
        const label = text.textContent
        text.textContent = data.busy
        copying.then(() => { text.textContent = data.done }, () => { text.textContent = data.failed })
            .then(() => setTimeout(() => { text.textContent = label }, 3000))
    }
    const drawn = async () => {
        const picture = fetch(group.querySelector("a").href).then(answer => {
            if (!answer.ok) throw new Error(answer.statusText)
            return answer.blob()
        })
        await navigator.clipboard.write([new ClipboardItem({ "image/png": picture })])
    }
    const tools = []
    if (data.swap) {
        const swap = tool("button", data.swap, () => setTriggerValue("swap", true))
        swap.className = "swap"
        tools.push(swap)
    }
    for (const file of data.files) {
        const link = tool("a", file)
        link.href = new URL(file.address, document.baseURI).href
        link.download = file.file
        tools.push(link)
    }
    if (data.picture && window.ClipboardItem && navigator.clipboard?.write)
        tools.push(tool("button", data.picture, text => copied(text, drawn())))
    if (data.copy) tools.push(tool("button", data.copy, text => copied(text, copyText(data.text))))
    group.setAttribute("aria-label", data.name)
    group.replaceChildren(...tools)
}
