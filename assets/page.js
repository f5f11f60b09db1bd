// What Streamlit's own page lacks: its language, Thai names of its tools, a sheet of paper, and a menu that closes.

const PLACES = "[data-testid=stElementToolbarButton] button, [data-testid^=stDataFrameColumn] *,"
    + " .gdg-search-bar *, [data-testid=stTooltipContent] p, button[aria-label^='Help for']"
// What a column's menu offers besides: in English, and with formats of other countries.
const HIDDEN = ["Statistics", "Format"]
// Pixels of an A4 sheet within its margins, of which there are 96 to an inch.
const SHEET = { width: 688, height: 1010 }
// What would have to be smaller to be on one sheet goes on on others, as wide as they are.
const SMALLEST = 0.4
// Smaller writing may take more lines.
const BROKEN_ANEW = 1.15

// The server sends pages in Thai; a visitor who switches to English does so without a new page. Paper asks
// whether it is dark, and Streamlit's way past the navigation speaks English only.
const sayLanguage = ({ language, theme, skip }) => {
    document.documentElement.lang = language
    document.documentElement.dataset.theme = theme
    document.querySelector("[data-testid=stSkipToContent]").textContent = skip
}

const nameTools = names => {
    const renamed = text => {
        const known = Object.keys(names).find(name => text === name || text.startsWith(name + ": ")
            || name === "Help for" && text.startsWith(name))
        return known ? names[known] + text.slice(known.length) : text
    }
    const rename = () => document.querySelectorAll(PLACES).forEach(place => {
        for (const attribute of ["aria-label", "title"]) {
            const text = place.getAttribute(attribute)
            if (text && renamed(text) !== text) place.setAttribute(attribute, renamed(text))
        }
        for (const node of place.childNodes) {
            if (node.nodeType !== Node.TEXT_NODE) continue
            if (renamed(node.data) !== node.data) node.data = renamed(node.data)
            if (HIDDEN.includes(node.data)) place.closest("[role=menuitem]")?.style.setProperty("display", "none")
        }
    })
    window.prongsaiNames?.disconnect()
    window.prongsaiNames = new MutationObserver(rename)
    window.prongsaiNames.observe(document.body, { childList: true, subtree: true, attributeFilter: ["aria-label"] })
    rename()
}

// Fits what is on screen on one sheet of paper, as wide as it stands there.
const fitOnPaper = () => {
    const lists = document.querySelectorAll(".board .cards")  // paper does not scroll
    lists.forEach(list => { list.style.maxHeight = "none" })
    window.onafterprint = () => lists.forEach(list => { list.style.maxHeight = "" })
    document.documentElement.classList.add("on-paper")
    const page = document.querySelector("[data-testid=stMainBlockContainer]")
    const { paddingLeft, paddingRight, paddingTop, paddingBottom } = getComputedStyle(page)
    const width = page.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight)
    const height = page.scrollHeight - parseFloat(paddingTop) - parseFloat(paddingBottom)
    const wide = Math.min(1, SHEET.width / width), whole = SHEET.height / (height * BROKEN_ANEW)
    page.style.setProperty("--paper-width", width + "px")
    page.style.setProperty("--paper-zoom", whole < SMALLEST ? wide : Math.min(wide, whole))
}

// On a phone the menu lies over the page, and Streamlit leaves it open whatever is chosen, and after a reload.
const closeMenu = () => innerWidth <= 768
    && document.querySelector("[data-collapsed=false] [data-testid=stSidebarCollapseButton] button")?.click()

// Streamlit keeps in this browser that the menu was open, and a phone would begin with it.
const forgetMenu = () => innerWidth <= 768
    && Object.keys(localStorage).filter(key => key.startsWith("stSidebarCollapsed")).forEach(key => localStorage.removeItem(key))

// The marks that hold a page's words together are no part of what is copied from it.
const copyWithoutMarks = event => {
    const selection = getSelection(), text = String(selection)
    if (!/[\u2060\u00a0]/.test(text)) return
    const place = document.createElement("div")
    place.append(selection.getRangeAt(0).cloneContents())
    for (const [type, copied] of [["text/plain", text], ["text/html", place.innerHTML]])
        event.clipboardData.setData(type, copied.replace(/\u2060/g, "").replace(/\u00a0|&nbsp;/g, " "))
    event.preventDefault()
}

// The server draws for a phone or for a desk, and is told by a cookie which of them the window is like: the address, and with it
// what is shared, says nothing of the window. The page is loaded anew, once, without another step for the browser's Back.
const LIKE_A_PHONE = "(max-width: 640px), (min-width: 769px) and (max-width: 960px)"  // in the latter the menu takes 300
const askForWidth = ({ width, adapts }) => {
    const wanted = matchMedia(LIKE_A_PHONE).matches ? "narrow" : "wide"
    if (width === wanted) return sessionStorage.removeItem("width")
    if (!adapts || sessionStorage.getItem("width") === wanted) return
    document.cookie = `width=${wanted}; SameSite=Lax`
    if (!document.cookie.includes(`width=${wanted}`)) return  // there are no cookies
    sessionStorage.setItem("width", wanted)
    location.reload()
}

// In a presentation the main chart grows, letters and all, until it fills what the rest of the page leaves of the screen.
const LEAST = 900  // pixels that a wide chart has for the sizes it was laid out with
const fillScreen = () => {
    const page = document.querySelector("[data-testid=stMainBlockContainer]")
    const chart = page.querySelector(".js-plotly-plot"), height = chart?.offsetHeight
    if (!height) return
    const room = innerHeight - page.offsetHeight + chart.getBoundingClientRect().height
    const { style } = document.documentElement
    style.setProperty("--chart-zoom", Math.max(1, Math.min(room / height, page.offsetWidth / LEAST)))
    style.setProperty("--chart-height", height + "px")
}
const watchers = [new ResizeObserver(fillScreen), new MutationObserver(fillScreen)]

const watchWindow = data => {
    const page = document.querySelector("[data-testid=stMainBlockContainer]")
    watchers.forEach(each => each.disconnect())
    if (data.presenting) watchers.forEach(each => each.observe(page, { childList: true, subtree: true }))
    window.onresize = () => {
        if (data.presenting) fillScreen()
        clearTimeout(window.prongsaiResized)
        window.prongsaiResized = setTimeout(askForWidth, 500, data)
    }
    askForWidth(data)
}

// A link to a tab leads to what the tab shows; whoever opens a tab by hand looks at it already.
const goToTab = () => {
    if (window.prongsaiPlace === location.pathname) return
    window.prongsaiPlace = location.pathname
    if (!new URLSearchParams(location.search).has("tab")) return
    const looking = setInterval(() => {
        if (!document.querySelector("[data-test-script-state=notRunning]")) return
        clearInterval(looking)
        document.querySelector("[role=tablist]")?.scrollIntoView()
    }, 200)
}

export default function ({ data }) {
    watchWindow(data)
    goToTab()
    sayLanguage(data)
    nameTools(data.tools)
    window.onbeforeprint = fitOnPaper
    window.onafterprint = () => document.documentElement.classList.remove("on-paper")
    document.oncopy = copyWithoutMarks
    document.onclick = event => event.target.closest("[data-testid=stSidebar] a") && closeMenu()
    window.onpagehide = forgetMenu
    closeMenu()
}
