data "propagation_store" "example" {
  name = "Target"
}
