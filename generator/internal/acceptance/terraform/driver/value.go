package driver

import (
	"fmt"
	"slices"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// blockValue returns a block of a configuration. It panics on what the schema does
// not have: that is a fault of the test.
func blockValue(b *tfprotov6.SchemaBlock, config Config) tftypes.Value {
	values, known := make(map[string]tftypes.Value), make(map[string]bool)
	for _, a := range b.Attributes {
		values[a.Name], known[a.Name] = plainValue(a.Type, config[a.Name]), true
	}
	for _, n := range b.BlockTypes {
		values[n.TypeName], known[n.TypeName] = nestedValue(n, config[n.TypeName]), true
	}
	for name := range config {
		if !known[name] {
			panic("Unsupported argument: " + name)
		}
	}
	return tftypes.NewValue(b.ValueType(), values)
}

// nestedValue returns the blocks of one type. One that is missing is null if it is
// single, and else there are none.
func nestedValue(n *tfprotov6.SchemaNestedBlock, v any) tftypes.Value {
	if n.Nesting == tfprotov6.SchemaNestedBlockNestingModeSingle {
		if v == nil {
			return tftypes.NewValue(n.ValueType(), nil)
		}
		return blockValue(n.Block, v.(Config))
	}
	list := []tftypes.Value{}
	if v != nil {
		for _, x := range v.([]Config) {
			list = append(list, blockValue(n.Block, x))
		}
	}
	return tftypes.NewValue(n.ValueType(), list)
}

// plainValue returns the value of an attribute.
func plainValue(of tftypes.Type, v any) tftypes.Value {
	switch v := v.(type) {
	case nil:
		return tftypes.NewValue(of, nil)
	case Unknown:
		return tftypes.NewValue(of, tftypes.UnknownValue)
	case []string:
		list := []tftypes.Value{}
		for _, x := range v {
			list = append(list, tftypes.NewValue(tftypes.String, x))
		}
		return tftypes.NewValue(of, list)
	case map[string]string:
		m := make(map[string]tftypes.Value)
		for key, x := range v {
			m[key] = tftypes.NewValue(tftypes.String, x)
		}
		return tftypes.NewValue(of, m)
	}
	return tftypes.NewValue(of, v)
}

// membersOf returns the attributes of an object, or nil if it is null.
func membersOf(v tftypes.Value) map[string]tftypes.Value {
	var m map[string]tftypes.Value
	if v.IsNull() || !v.IsKnown() || v.As(&m) != nil {
		return nil
	}
	return m
}

// proposed returns what Terraform proposes to a provider: the configuration, with
// what the provider computes as it was, and without what is write-only.
func proposed(b *tfprotov6.SchemaBlock, prior, config tftypes.Value) tftypes.Value {
	if config.IsNull() {
		return config
	}
	was, given := membersOf(prior), membersOf(config)
	values := make(map[string]tftypes.Value)
	for _, a := range b.Attributes {
		values[a.Name] = given[a.Name]
		if old, ok := was[a.Name]; ok && a.Computed && given[a.Name].IsNull() {
			values[a.Name] = old
		}
		if a.WriteOnly {
			values[a.Name] = tftypes.NewValue(a.Type, nil)
		}
	}
	for _, n := range b.BlockTypes {
		values[n.TypeName] = proposedBlocks(n, was[n.TypeName], given[n.TypeName])
	}
	return tftypes.NewValue(b.ValueType(), values)
}

func proposedBlocks(n *tfprotov6.SchemaNestedBlock, prior, config tftypes.Value) tftypes.Value {
	if n.Nesting == tfprotov6.SchemaNestedBlockNestingModeSingle {
		return proposed(n.Block, prior, config)
	}
	var given, list []tftypes.Value
	_ = config.As(&given)
	for _, x := range given {
		list = append(list, proposed(n.Block, tftypes.Value{}, x))
	}
	return tftypes.NewValue(n.ValueType(), list)
}

// changes returns the paths at which two states differ, sorted. Of two nested
// differences it has the inner.
func changes(before, after tftypes.Value) []string {
	diffs, err := before.Diff(after)
	if err != nil {
		return []string{err.Error()}
	}
	var list []string
	for _, x := range diffs {
		if inner := x.Value1 != nil && x.Value2 != nil && (x.Value1.Type().Is(tftypes.Object{}) || x.Value1.Type().Is(tftypes.List{})) && !x.Value1.IsNull() && !x.Value2.IsNull(); inner {
			continue
		}
		list = append(list, pathText(x.Path))
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// inconsistent returns where a result differs from what was planned and known, or "".
func inconsistent(planned, result tftypes.Value) string {
	diffs, err := planned.Diff(result)
	if err != nil {
		return err.Error()
	}
	for _, x := range diffs {
		if x.Value1 == nil || !x.Value1.IsFullyKnown() {
			continue // known after apply, or in something that is
		}
		if x.Value2 == nil || !x.Value1.Equal(*x.Value2) {
			return fmt.Sprintf("%s: planned %s, got %v", pathText(x.Path), x.Value1, x.Value2)
		}
	}
	return ""
}
