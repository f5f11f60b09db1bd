const none = () => { throw new Error("no geometries here") }
export const wkbToGeoJSON = none
export const wktToGeoJSON = none
