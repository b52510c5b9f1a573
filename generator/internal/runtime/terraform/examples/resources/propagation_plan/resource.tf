resource "propagation_plan" "example" {
  name = "Provisioning"
}
