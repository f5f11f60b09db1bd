// A plain click on a link in HTML opens it within the running program.
export default function ({ parentElement, setTriggerValue }) {
    document.removeEventListener("click", parentElement.followed)
    const followed = event => {
        // Whoever has left the page has left its links.
        if (!parentElement.isConnected) return document.removeEventListener("click", followed)
        const link = event.target.closest(".stHtml a[href]")
        const isPlain = !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey
        if (!link || !isPlain) return
        event.preventDefault()
        if (link.origin !== location.origin) return window.open(link.href, "_blank", "noopener")
        setTriggerValue("opened", link.getAttribute("href"))
    }
    parentElement.followed = followed
    document.addEventListener("click", followed)
}
