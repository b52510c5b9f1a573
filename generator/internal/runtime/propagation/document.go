package propagation

// harmless has the names of the members that may be shown, between spaces. The
// generator writes another one in its place, with what its document says.
const harmless = " id name status "
