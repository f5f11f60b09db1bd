// A button that copies a text, or the address of what is shown.
export default function ({ data, parentElement }) {
    const button = parentElement.querySelector("button")
    const label = button.querySelector(".label")
    const rest = () => { label.textContent = data.label; button.classList.remove("done") }
    button.setAttribute("aria-label", data.name)
    button.title = data.name
    button.hidden = false
    rest()
    button.onclick = async () => {
        const text = data.text ?? location.href
        try {
            await navigator.clipboard.writeText(text)
        } catch {
            const area = document.createElement("textarea")
            area.value = text
            document.body.append(area)
            area.select()
            document.execCommand("copy")
            area.remove()
        }
        label.textContent = data.done
        button.classList.add("done")
        setTimeout(rest, 2000)
    }
}
