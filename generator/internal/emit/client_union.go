package emit

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/connectorgen/connectorgen/generator/internal/emit/golang"
	"github.com/connectorgen/connectorgen/generator/internal/emit/prose"
	"github.com/connectorgen/connectorgen/generator/internal/model"
	"github.com/connectorgen/connectorgen/generator/internal/model/api"
)

func isUnion(t *model.Type) bool { return t.Union != nil }

// unionDoc says of what t is one, and what tells.
func unionDoc(t *model.Type) string {
	u := t.Union
	if u.Property == "" {
		var list []string
		for _, b := range u.Branches {
			list = append(list, "As"+b.Name)
		}
		if len(list) == 0 {
			return "It keeps what came."
		}
		return "It keeps what came, since nothing says which of several types it is: use " + strings.Join(list, ", ") + "."
	}
	var list []string
	for _, b := range u.Distinct() {
		list = append(list, "[*"+b.Data.Type.Name+"]")
	}
	return "The member " + strconv.Quote(u.Property) + " says which it is: " + strings.Join(list, ", ") + " or [*" + u.Other.Name + "]."
}

// writeUnion writes the type for a union with its comments to b, and the types
// that it uses to fieldTypes.
func writeUnion(b, fieldTypes *bytes.Buffer, t *model.Type) {
	fmt.Fprintf(b, "\n%s\ntype %s struct {\n", prose.Comment(typeDoc(t)...), t.Name)
	if t.Union.Property == "" {
		fmt.Fprintln(b, "\tvalue connector.Value\n}")
		fmt.Fprintln(fieldTypes, "connector.Value")
		return
	}
	name := t.Union.Interface
	fmt.Fprintf(b, "\t// Value is what it is; nil is sent as an empty object.\n\tValue %s `json:\"-\"`\n}\n", name)
	fmt.Fprintf(b, "\n%s\ntype %s interface {\n\tnode\n\tis%s() string\n}\n",
		prose.Comment(name+" is what a ["+t.Name+"] can be."), name, t.Name)
}

// unionMethods returns the methods that read and write t.
func unionMethods(t *model.Type) []jen.Code {
	if t.Union.Property == "" {
		return keepingMethods(t)
	}
	u := t.Union
	list := []jen.Code{
		onPointer(t).Id("members").Params(jen.Id("c").Op("*").Id("codec")).Block(
			jen.Id("codeChoice").Call(jen.Op("&").Id("v").Dot("Value"), jen.Id("c"), golang.Str(u.Property), jen.Id("v").Dot("choose"), jen.Id(u.Interface).Dot("is"+t.Name))),
		golang.Doc("choose returns an empty value of the branch that the value of "+strconv.Quote(u.Property)+" selects.").
			Func().Params(jen.Op("*").Id(t.Name)).Id("choose").Params(jen.Id("value").String()).Id(u.Interface).
			Block(
				jen.Switch(jen.Id("value")).BlockFunc(func(g *jen.Group) {
					for _, b := range u.Branches {
						if len(b.Values) > 0 {
							g.CaseFunc(func(g *jen.Group) {
								for _, value := range b.Values {
									g.Add(golang.Str(value))
								}
							}).Block(jen.Return(jen.New(jen.Id(b.Data.Type.Name))))
						}
					}
				}),
				jen.Return(jen.New(jen.Id(u.Other.Name)))),
	}
	for _, b := range u.Distinct() {
		list = append(list, markMethod(t, b.Data.Type, b.Selector))
	}
	return append(list, markMethod(t, u.Other, ""))
}

// markMethod returns the method that makes branch one of t, which gives the value
// that selects it.
func markMethod(t, branch *model.Type, selector string) jen.Code {
	return jen.Func().Params(jen.Op("*").Id(branch.Name)).Id("is" + t.Name).Params().String().Block(jen.Return(golang.Str(selector)))
}

// keepingMethods returns the methods of a union that keeps what came.
func keepingMethods(t *model.Type) []jen.Code {
	value := jen.Op("&").Id("v").Dot("value")
	list := []jen.Code{
		onPointer(t).Id("members").Params(jen.Id("c").Op("*").Id("codec")).Block(
			jen.Id("codeKept").Call(value.Clone(), jen.Id("c"), jen.Lit(t.Union.Shown))),
	}
	for _, b := range t.Union.Branches {
		list = append(list, asMethod(t, b), fromMethod(t, b))
	}
	return list
}

func asMethod(t *model.Type, b *api.Branch) jen.Code {
	name := "As" + b.Name
	return golang.Doc(name+" returns what v holds as this type, or an error if it does not fit: another kind of value, or without a member that is required.").
		Add(onPointer(t)).Id(name).Params().Params(goData(b.Data), jen.Error()).
		Block(jen.Return(jen.Id("kept").Types(goData(b.Data)).Call(jen.Id("v").Dot("value"), valueFunc(b.Data), keyList(b.Required))))
}

func fromMethod(t *model.Type, b *api.Branch) jen.Code {
	name := "From" + b.Name
	return golang.Doc(name + " makes v hold x. Secrets in x are sent, and not shown.").
		Add(onPointer(t)).Id(name).Params(jen.Id("x").Add(goData(b.Data))).Error().
		Block(jen.Return(jen.Id("keep").Call(jen.Op("&").Id("v").Dot("value"), jen.Op("&").Id("x"), valueFunc(b.Data))))
}
