package emit

import (
	"strconv"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/connectorgen/connectorgen/generator/internal/emit/golang"
	"github.com/connectorgen/connectorgen/generator/internal/model"
	"github.com/connectorgen/connectorgen/generator/internal/model/api"
)

// failuresFunction returns the function that gives an empty value of the type for
// the body of an answer that has a status.
func failuresFunction(failure *api.Failure) jen.Code {
	value := func(x api.ErrorType) jen.Code { return jen.Return(jen.New(goData(x.Data))) }
	last := jen.Return(jen.Nil())
	return golang.Doc(failure.Name + " returns an empty value of the type that the document has for the body of an error with the status, or nil.").
		Func().Id(failure.Name).Params(jen.Id("status").Int()).Any().BlockFunc(func(g *jen.Group) {
		g.Switch().BlockFunc(func(g *jen.Group) {
			for _, x := range failure.Types {
				if x.Status == "default" {
					last = jen.Return(jen.New(goData(x.Data)))
					continue
				}
				number, of := x.Status, jen.Id("status")
				if class, is := strings.CutSuffix(x.Status, "XX"); is {
					number, of = class, jen.Id("status").Op("/").Lit(100)
				}
				n, _ := strconv.Atoi(number) // the reader has made sure that it is one
				g.Case(of.Op("==").Lit(n)).Block(value(x))
			}
		})
		g.Add(last)
	})
}

// failuresDoc says which types the errors of op have.
func failuresDoc(op *model.Operation) string {
	var list []string
	for _, x := range op.Failure.Types {
		status := x.Status
		if status == "default" {
			status = "others"
		}
		list = append(list, "["+x.Data.GoType()+"] for "+status)
	}
	return "What [ErrorAs] gives of an error: " + strings.Join(list, ", ") + "."
}
