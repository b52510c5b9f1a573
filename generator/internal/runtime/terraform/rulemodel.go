package terraform

import (
	"context"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/connectorgen/connectorgen/generated/propagation"
)

// writeTo sets what the configuration says. prior is what Terraform was told before.
func (m *ruleModel) writeTo(ctx context.Context, r *propagation.Rule, prior *ruleModel, diags *diag.Diagnostics) {
	r.Name, r.Active = m.Name.ValueString(), m.Active.ValueBoolPointer()
	r.SourceStore, r.TargetStore = reference(m.SourceStoreID), reference(m.TargetStoreID)
	if !m.ParentRuleID.IsNull() {
		r.ParentRule = reference(m.ParentRuleID)
	}
	if !m.Description.IsNull() || !prior.Description.IsNull() {
		r.Description = m.Description.ValueString()
	}
	if !m.PopulationExpression.IsNull() || !prior.PopulationExpression.IsNull() {
		r.PopulationExpression = m.PopulationExpression.ValueString()
	}
	if !m.GroupIDs.IsNull() || !prior.GroupIDs.IsNull() {
		var ids []string
		diags.Append(m.GroupIDs.ElementsAs(ctx, &ids, false)...)
		slices.Sort(ids)
		r.Groups = nil
		for _, id := range ids {
			r.Groups = append(r.Groups, propagation.Reference{ID: id})
		}
	}
	m.writeLDAP(r, prior)
}

// writeLDAP sets where the entries of an LDAP store are.
func (m *ruleModel) writeLDAP(r *propagation.Rule, prior *ruleModel) {
	if m.LDAP == nil {
		if prior.LDAP != nil {
			r.Configuration = nil
		}
		return
	}
	if r.Configuration == nil {
		r.Configuration = new(propagation.RuleConfiguration)
	}
	was := prior.LDAP
	if was == nil {
		was = new(ldapModel)
	}
	set := func(to *string, next, prior types.String) {
		if !next.IsNull() || !prior.IsNull() {
			*to = next.ValueString()
		}
	}
	set(&r.Configuration.BaseDN, m.LDAP.BaseDN, was.BaseDN)
	set(&r.Configuration.RDNAttribute, m.LDAP.RDNAttribute, was.RDNAttribute)
	set(&r.Configuration.UsersBaseDN, m.LDAP.UsersBaseDN, was.UsersBaseDN)
	if !m.LDAP.AuthenticateViaADLDAP.IsNull() || !was.AuthenticateViaADLDAP.IsNull() {
		r.Configuration.AuthenticateViaADLDAP = m.LDAP.AuthenticateViaADLDAP.ValueBoolPointer()
	}
}

func reference(id types.String) *propagation.Reference {
	return &propagation.Reference{ID: id.ValueString()}
}

// readFrom sets what the server decides.
func (m *ruleModel) readFrom(r *propagation.Rule) {
	m.ID, m.UpdatedAt = types.StringValue(r.ID), when(r.UpdatedAt)
}

// readTold sets what the server has of what Terraform was told, or in an import all
// of it.
func (m *ruleModel) readTold(ctx context.Context, r *propagation.Rule, isImport bool, diags *diag.Diagnostics) {
	m.Name, m.Active = text(r.Name), types.BoolValue(r.Active != nil && *r.Active)
	m.Description = textIf(isImport || !m.Description.IsNull(), r.Description)
	m.PopulationExpression = textIf(isImport || !m.PopulationExpression.IsNull(), r.PopulationExpression)
	m.PlanID, m.SourceStoreID, m.TargetStoreID = idOf(r.Plan, m.PlanID), idOf(r.SourceStore, m.SourceStoreID), idOf(r.TargetStore, m.TargetStoreID)
	m.ParentRuleID = idOf(r.ParentRule, m.ParentRuleID)
	if isImport && len(r.Groups) > 0 || !m.GroupIDs.IsNull() {
		ids := []string{}
		for _, g := range r.Groups {
			ids = append(ids, g.ID)
		}
		set, found := types.SetValueFrom(ctx, types.StringType, ids)
		diags.Append(found...)
		m.GroupIDs = set
	}
	switch c := r.Configuration; {
	case c == nil:
		m.LDAP = nil
	case isImport:
		m.LDAP = &ldapModel{text(c.BaseDN), text(c.RDNAttribute), text(c.UsersBaseDN), types.BoolPointerValue(c.AuthenticateViaADLDAP)}
	case m.LDAP != nil:
		m.LDAP = &ldapModel{
			textIf(!m.LDAP.BaseDN.IsNull(), c.BaseDN), textIf(!m.LDAP.RDNAttribute.IsNull(), c.RDNAttribute),
			textIf(!m.LDAP.UsersBaseDN.IsNull(), c.UsersBaseDN), boolIf(!m.LDAP.AuthenticateViaADLDAP.IsNull(), c.AuthenticateViaADLDAP),
		}
	}
}

// idOf returns the id of what is referred to, or what is known of it if the answer
// leaves it out.
func idOf(r *propagation.Reference, known types.String) types.String {
	if r == nil || r.ID == "" {
		return known
	}
	return types.StringValue(r.ID)
}

// mappings returns the mappings of m by what they are for.
func (m *ruleModel) mappings() map[string]*propagation.Mapping {
	list := make(map[string]*propagation.Mapping)
	for _, x := range m.Mappings {
		of := propagation.MappingAttributeTypeUser
		if x.Group.ValueBool() {
			of = propagation.MappingAttributeTypeGroup
		}
		list[keyOf(x)] = &propagation.Mapping{TargetAttribute: x.Target.ValueString(), SourceAttribute: x.Source.ValueString(), Expression: x.Expression.ValueString(), AttributeMappingType: of}
	}
	return list
}

// values returns mappings in order of their target.
func values(mappings map[string]*propagation.Mapping) []propagation.Mapping {
	var list []propagation.Mapping
	for _, m := range mappings {
		list = append(list, *m)
	}
	slices.SortFunc(list, func(a, b propagation.Mapping) int { return strings.Compare(a.TargetAttribute, b.TargetAttribute) })
	return list
}

// modelOf returns a mapping as a block.
func modelOf(x *propagation.Mapping) mappingModel {
	group := types.BoolNull()
	if x.AttributeMappingType == propagation.MappingAttributeTypeGroup {
		group = types.BoolValue(true)
	}
	return mappingModel{text(x.TargetAttribute), text(x.SourceAttribute), text(x.Expression), group}
}

// keyOf says what a mapping is for.
func keyOf(x mappingModel) string {
	if x.Group.ValueBool() {
		return "group " + x.Target.ValueString()
	}
	return "user " + x.Target.ValueString()
}
