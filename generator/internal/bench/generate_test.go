package bench

import (
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
)

// ownInputs measures gen on the project's own inputs.
func (b *bench) ownInputs() []figure {
	peer := b.peerGenerate(filepath.Join(b.spec(), "openapi.yaml"))
	all := b.inTurn(11, b.generate(b.spec(), "new"), b.regenerate(b.spec(), "same"), peer)
	return []figure{
		timeOf("`gen generate`, all 14 connectors, time of oapi-codegen on the same document", all[0], all[2], wall, atMost(1.5)),
		timeOf("the same, output up to date", all[1], all[2], wall, nil),
	}
}

// sizes are the numbers of connectors that show how time grows.
var sizes = [...]int{14, 140, 1400}

// most is the largest of sizes.
const most = 1400

// captures writes inputs with n connectors and returns their folder.
func (b *bench) captures(n int) string {
	dir := b.path("captures-" + strconv.Itoa(n))
	b.must(writeCaptures(b.spec(), dir, n))
	return dir
}

// growth measures how time grows with the number of connectors.
func (b *bench) growth() []figure {
	var commands []command
	for _, size := range sizes {
		spec := b.captures(size)
		commands = append(commands, b.generate(spec, strconv.Itoa(size)))
	}
	all := b.inTurn(7, commands...)
	largest := all[len(all)-1]
	peak := slices.MaxFunc(largest, func(a, b usage) int { return int(a.peak - b.peak) })
	return []figure{
		{
			What: "time per connector from 140 to 1,400, of that from 14 to 140", Unit: "x", N: len(largest),
			Value: perConnector(all, wall), Limit: atMost(1.2),
			Detail: fmt.Sprintf("%s s, %s s, %s s; cpu %sx", number(medianOf(all[0], wall)),
				number(medianOf(all[1], wall)), number(medianOf(largest, wall)), number(perConnector(all, cpu))),
		},
		{
			What: "1,400 connectors: cpu time of wall time", Unit: "x", N: len(largest),
			Value: medianOf(largest, func(u usage) float64 { return cpu(u) / wall(u) }), Limit: atLeast(1.5),
		},
		{What: "1,400 connectors: peak memory", Unit: "MiB", N: len(largest), Value: mebibytes(peak), Limit: atMost(512)},
	}
}

// perConnector returns how much longer a connector takes among many than among
// few: the median over the turns of all, which has an entry for each of sizes.
func perConnector(all [][]usage, property func(usage) float64) float64 {
	values := make([]float64, len(all[0]))
	for turn := range values {
		few := property(all[1][turn]) - property(all[0][turn])
		many := property(all[2][turn]) - property(all[1][turn])
		values[turn] = (many / float64(sizes[2]-sizes[1])) / (few / float64(sizes[1]-sizes[0]))
	}
	return median(values)
}

// peerAtScale measures gen next to oapi-codegen on 1,400 connectors.
func (b *bench) peerAtScale() []figure {
	document := b.path("document", "openapi.yaml")
	b.must(writeDocument(b.spec(), document, most))
	captures := b.captures(most)
	peer := b.peerGenerate(document)
	all := b.inTurn(3, b.generate(captures, "many"), peer, b.generate(filepath.Dir(document), "documented"))
	return []figure{
		speedOf("1,400 connectors: speed, of oapi-codegen's on the same as one document", all[0], all[1], atLeast(2)),
		speedOf("the same, both on the one document", all[2], all[1], nil),
	}
}

// check measures gen check against gen generate, both on output that is up to date.
func (b *bench) check() []figure {
	spec := b.captures(most)
	generate := b.regenerate(spec, "checked")
	check := command{args: slices.Replace(slices.Clone(generate.args), 1, 2, "check")}
	all := b.inTurn(7, generate, check)
	return []figure{
		timeOf("`gen check` of 1,400 connectors up to date, time of `gen generate`", all[1], all[0], wall, atMost(1.05)),
	}
}

// timeOf returns how many times as long as theirs ours takes.
func timeOf(what string, ours, theirs []usage, property func(usage) float64, limit *limit) figure {
	return figure{
		What: what, Unit: "x", N: len(ours),
		Value: ratio(ours, theirs, property), Limit: limit, Detail: seconds(ours, theirs),
	}
}

// speedOf returns how many times as fast as theirs ours is.
func speedOf(what string, ours, theirs []usage, limit *limit) figure {
	return figure{
		What: what, Unit: "x", N: len(ours),
		Value: ratio(theirs, ours, wall), Limit: limit, Detail: seconds(ours, theirs),
	}
}

func seconds(ours, theirs []usage) string {
	return fmt.Sprintf("%s s : %s s, cpu %s s : %s s",
		number(medianOf(ours, wall)), number(medianOf(theirs, wall)),
		number(medianOf(ours, cpu)), number(medianOf(theirs, cpu)))
}
