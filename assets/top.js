// Shows the page from its beginning.
export default () => document.querySelector("[data-testid=stMain]").scrollTo(0, 0)
