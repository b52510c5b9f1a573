package other

var Exported = 1
