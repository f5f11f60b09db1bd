// A button that copies a text.
const { copyText } = await import(new URL("clipboard.js" + new URL(import.meta.url).search, import.meta.url))

export default function ({ data, parentElement }) {
    const button = parentElement.querySelector("button")
    const label = button.querySelector(".label")
    button.title = button.ariaLabel = data.name
    button.hidden = false
    button.onclick = async () => {
        await copyText(data.text)
        label.textContent = data.done
        button.classList.add("done")
        setTimeout(() => { label.textContent = ""; button.classList.remove("done") }, 2000)
    }
}
