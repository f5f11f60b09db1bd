// Copies a text. Over http browsers refuse the clipboard to scripts; what is selected they copy.
export async function copyText(text) {
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
}
