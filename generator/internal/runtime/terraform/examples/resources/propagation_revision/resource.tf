data "propagation_store" "target" {
  name = "Target"
}

# There is a new revision, and with it the store takes effect, when the store changes.
resource "propagation_revision" "example" {
  triggers = {
    target = data.propagation_store.target.updated_at
  }
}
