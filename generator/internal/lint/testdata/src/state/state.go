// Package state writes to its variables in every way that is reported.
package state

import "other"

var (
	number  int
	list    []int
	table   = map[string]int{}
	record  struct{ field int }
	pointer = new(int)
)

func init() { // want `init runs unasked`
}

func writes() {
	number = 1             // want `the variable number of package state is written`
	number++               // want `number`
	(list)[0] = 1          // want `list`
	record.field += 1      // want `record`
	*pointer = 1           // want `pointer`
	other.Exported = 2     // want `the variable Exported of package other is written`
	table["a"] = 1         // want `table`
	delete(table, "a")     // want `table`
	copy(list[1:], list)   // want `list`
	_ = &number            // want `number`
	for number = range 3 { // want `number`
	}
	for _, list[0] = range list { // want `list`
	}
}

// reads is all that the functions of a package may do with its variables.
func reads(number int) int {
	number = list[0] + table["a"] + record.field + *pointer + other.Exported
	clear := func([]int) {}
	clear(list)
	local := &number
	return *local + init2()
}

type state struct{ number int }

// init is a method, which runs when it is called.
func (s *state) init() { s.number = 1 }

func init2() int { return 2 }
