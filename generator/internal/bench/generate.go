package main

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
)

// generate measures the command on the project's own inputs.
func generate(ctx context.Context, b *bench) ([]figure, error) {
	const n = 11
	module, err := b.module("own")
	if err != nil {
		return nil, err
	}
	peer, err := b.peerGenerate(filepath.Join(b.spec(), "openapi.yaml"))
	if err != nil {
		return nil, err
	}
	all, err := inTurn(ctx, n,
		b.generate(b.spec(), filepath.Join(module, "new")),
		b.regenerate(b.spec(), filepath.Join(module, "same")),
		peer,
	)
	if err != nil {
		return nil, err
	}
	ours, same, theirs := all[0], all[1], all[2]
	return []figure{
		{
			What: "`gen generate`, all 14 connectors, time of oapi-codegen on the same document", Unit: "x", N: n,
			Value: ratio(ours, theirs, wall), Limit: atMost(1.5), Detail: seconds(ours, theirs),
		},
		{
			What: "the same, output up to date", Unit: "x", N: n,
			Value: ratio(same, theirs, wall), Detail: seconds(same, theirs),
		},
	}, nil
}

// seconds returns the time of ours and theirs in words.
func seconds(ours, theirs []usage) string {
	return fmt.Sprintf("%s s : %s s, cpu %s s : %s s",
		number(medianOf(ours, wall)), number(medianOf(theirs, wall)),
		number(medianOf(ours, cpu)), number(medianOf(theirs, cpu)))
}

// sizes are the numbers of connectors that show how time grows.
var sizes = [...]int{14, 140, 1400}

// most is the largest of sizes.
const most = 1400

// captures makes the inputs with n connectors, once, and returns their folder.
func (b *bench) captures(n int) (string, error) {
	dir := b.path("captures-" + strconv.Itoa(n))
	return dir, makeCaptures(b.spec(), dir, n)
}

// scale measures the command on connectors that are made up.
func scale(ctx context.Context, b *bench) ([]figure, error) {
	growth, err := grow(ctx, b)
	if err != nil {
		return nil, err
	}
	against, err := compare(ctx, b)
	return append(growth, against...), err
}

// grow measures how time grows with the number of connectors.
func grow(ctx context.Context, b *bench) ([]figure, error) {
	const n = 7
	module, err := b.module("scale")
	if err != nil {
		return nil, err
	}
	var commands []command
	for _, size := range sizes {
		spec, err := b.captures(size)
		if err != nil {
			return nil, err
		}
		commands = append(commands, b.generate(spec, filepath.Join(module, strconv.Itoa(size))))
	}
	all, err := inTurn(ctx, n, commands...)
	if err != nil {
		return nil, err
	}
	largest := all[len(all)-1]
	return []figure{
		{
			What: "time per connector from 140 to 1,400, of that from 14 to 140", Unit: "x", N: n,
			Value: growthOf(all, wall), Limit: atMost(1.2),
			Detail: fmt.Sprintf("%s s, %s s, %s s; cpu %sx", number(medianOf(all[0], wall)),
				number(medianOf(all[1], wall)), number(medianOf(largest, wall)), number(growthOf(all, cpu))),
		},
		{
			What: "1,400 connectors: cpu time of wall time", Unit: "x", N: n,
			Value: ratioOf(largest, cpu, wall), Limit: atLeast(1.5),
		},
		{
			What: "1,400 connectors: peak memory", Unit: "MiB", N: n,
			Value: mebibytes(slices.MaxFunc(largest, func(a, b usage) int { return int(a.peak - b.peak) })), Limit: atMost(512),
		},
	}, nil
}

// growthOf returns how much longer a connector takes among many than among few:
// the median over the turns.
func growthOf(all [][]usage, property func(usage) float64) float64 {
	values := make([]float64, len(all[0]))
	for turn := range values {
		few := property(all[1][turn]) - property(all[0][turn])
		many := property(all[2][turn]) - property(all[1][turn])
		values[turn] = (many / float64(sizes[2]-sizes[1])) / (few / float64(sizes[1]-sizes[0]))
	}
	return median(values)
}

// ratioOf returns the median of the ratios of two properties.
func ratioOf(items []usage, a, b func(usage) float64) float64 {
	return medianOf(items, func(u usage) float64 { return a(u) / b(u) })
}

// compare measures the command next to its peer on 1,400 connectors.
func compare(ctx context.Context, b *bench) ([]figure, error) {
	const n = 3
	module, err := b.module("compare")
	if err != nil {
		return nil, err
	}
	document := b.path("document", "openapi.yaml")
	if err := makeDocument(b.spec(), document, most); err != nil {
		return nil, err
	}
	captures, err := b.captures(most)
	if err != nil {
		return nil, err
	}
	peer, err := b.peerGenerate(document)
	if err != nil {
		return nil, err
	}
	all, err := inTurn(ctx, n,
		b.generate(captures, filepath.Join(module, "captures")),
		peer,
		b.generate(filepath.Dir(document), filepath.Join(module, "document")),
	)
	if err != nil {
		return nil, err
	}
	ours, theirs, same := all[0], all[1], all[2]
	return []figure{
		{
			What: "1,400 connectors: speed, of oapi-codegen's on the same as one document", Unit: "x", N: n,
			Value: ratio(theirs, ours, wall), Limit: atLeast(2), Detail: seconds(ours, theirs),
		},
		{
			What: "the same, both on the one document", Unit: "x", N: n,
			Value: ratio(theirs, same, wall), Detail: seconds(same, theirs),
		},
	}, nil
}

// check measures check against generate, both on a tree that is up to date.
func check(ctx context.Context, b *bench) ([]figure, error) {
	const n = 7
	module, err := b.module("check")
	if err != nil {
		return nil, err
	}
	spec, err := b.captures(most)
	if err != nil {
		return nil, err
	}
	write := b.regenerate(spec, filepath.Join(module, "out"))
	compare := write
	compare.args = slices.Replace(slices.Clone(write.args), 1, 2, "check")
	all, err := inTurn(ctx, n, write, compare)
	if err != nil {
		return nil, err
	}
	return []figure{{
		What: "`gen check` of 1,400 connectors up to date, time of `gen generate`", Unit: "x", N: n,
		Value: ratio(all[1], all[0], wall), Limit: atMost(1.05), Detail: seconds(all[1], all[0]),
	}}, nil
}
