// The menu with which a view is passed on.
const { copyText } = await import(new URL("clipboard.js" + new URL(import.meta.url).search, import.meta.url))

const LINKS = "http://www.w3.org/2000/svg"
const drawCode = data => {
    const figure = document.createElement("figure"), drawing = document.createElementNS(LINKS, "svg")
    const path = document.createElementNS(LINKS, "path"), size = data.wide + 4
    const bits = [...data.dark].map(digit => parseInt(digit, 16).toString(2).padStart(4, "0")).join("")
    const squares = bits.slice(bits.length - data.wide ** 2)
    path.setAttribute("d", [...squares].map((bit, at) => bit === "1"
        ? `M${at % data.wide + 2} ${Math.floor(at / data.wide) + 2}h1v1h-1z` : "").join(""))
    drawing.setAttribute("viewBox", `0 0 ${size} ${size}`)
    drawing.setAttribute("role", "img")
    drawing.setAttribute("aria-label", data.code)
    drawing.append(path)
    figure.className = "code"
    const caption = document.createElement("figcaption")
    caption.textContent = data.scan
    figure.append(drawing, caption)
    return figure
}
export default function ({ data, parentElement }) {
    const open = parentElement.querySelector(".open"), menu = parentElement.querySelector(".menu")
    const button = (label, act) => {
        const made = document.createElement("button")
        made.type = "button"
        made.textContent = label
        made.onclick = () => act(made)
        return made
    }
    open.textContent = data.share
    open.hidden = false
    menu.setAttribute("aria-label", data.share)
    open.onclick = () => {
        const send = navigator.share ? [button(data.send, () => {
            menu.hidePopover()
            navigator.share({ title: document.title, url: location.href }).catch(() => {})
        })] : []
        const copy = button(data.copy, async made => {
            await copyText(location.href)
            made.textContent = data.done
            setTimeout(() => { made.textContent = data.copy }, 2000)
        })
        const print = button(data.print, () => { menu.hidePopover(); setTimeout(() => window.print()) })
        const light = document.createElement("a")
        light.textContent = data.light
        light.href = data.lightly
        light.target = "_blank"
        menu.replaceChildren(copy, ...send, light, print, ...(data.wide ? [drawCode(data)] : []))
        menu.showPopover()
        const below = open.getBoundingClientRect(), own = menu.getBoundingClientRect()
        menu.style.left = `${Math.max(8, Math.min(below.left, innerWidth - own.width - 8))}px`
        menu.style.top = `${Math.max(8, Math.min(below.bottom + 6, innerHeight - own.height - 8))}px`
    }
    menu.onkeydown = event => event.key === "Escape" && open.focus()
}
