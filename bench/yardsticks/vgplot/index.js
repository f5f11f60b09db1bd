// The same figures in two charts and one choice, in Mosaic; it asks a DuckDB on the server (server.py).
import * as vg from "@uwdata/vgplot"

vg.coordinator().databaseConnector(vg.restConnector({ uri: "/query" }))
const chosen = vg.Selection.intersect()
const chart = column => vg.plot(
  vg.barY(vg.from("lines", { filterBy: chosen }), { x: column, y: vg.sum("allocation"), fill: "steelblue" }),
  vg.barY(vg.from("lines", { filterBy: chosen }), { x: column, y: vg.sum("disbursed"), fill: "orange" }),
  vg.width(900), vg.height(400),
)
document.body.append(
  vg.menu({ label: "Division", as: chosen, from: "lines", column: "division" }),
  chart("plan"), chart("expenditure_group"),
)
