data "propagation_store" "directory" {
  name = "Directory"
  type = "directory"
}

data "propagation_store" "target" {
  name = "Target"
}

resource "propagation_plan" "example" {
  name = "Provisioning"
}

resource "propagation_rule" "example" {
  name                  = "Staff"
  plan_id               = propagation_plan.example.id
  source_store_id       = data.propagation_store.directory.id
  target_store_id       = data.propagation_store.target.id
  population_expression = "email ew \"example.com\""

  mapping {
    target = "userName"
    source = "username"
  }
  mapping {
    target     = "familyName"
    expression = "user.name.family"
  }
}
