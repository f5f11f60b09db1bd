// Texts that save themselves: what is typed into a box is sent to the server while one types, and when the box
// is left that is told, so that it can be published.

// Milliseconds without a key after which is sent what was typed; those after which it is sent all the same;
// and those that Streamlit takes to send what a box held when it was left.
const PAUSE = 1200, LONGEST = 5000, SENT = 400
let timer, since, unpublished = false

// Streamlit sends what a box holds where Ctrl and Enter are pressed; in a box of one line, where Enter is.
const send = box => {
    since = undefined
    box.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", ctrlKey: true, bubbles: true, cancelable: true }))
}

export default function ({ parentElement, setTriggerValue }) {
    parentElement.watch?.abort()
    const watch = parentElement.watch = new AbortController()
    const isBox = event => {
        if (!parentElement.isConnected) watch.abort()
        return !watch.signal.aborted && event.target.closest?.("[class*=st-key-boxes]")
    }
    document.addEventListener("input", event => {
        if (!isBox(event) || event.target.type === "file") return
        unpublished = true
        since ??= Date.now()
        clearTimeout(timer)
        timer = setTimeout(send, Math.max(0, Math.min(PAUSE, since + LONGEST - Date.now())), event.target)
    }, { signal: watch.signal })
    document.addEventListener("focusout", event => {
        if (!isBox(event) || !unpublished) return
        clearTimeout(timer)
        since = undefined
        unpublished = false
        setTimeout(() => setTriggerValue("left", Date.now()), SENT)
    }, { signal: watch.signal })
}
