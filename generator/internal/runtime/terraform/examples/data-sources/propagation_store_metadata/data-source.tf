# What the mappings of a rule to such a store must have as their target.
data "propagation_store_metadata" "example" {
  type = "Zoom"
}

output "required" {
  value = [for a in data.propagation_store_metadata.example.user_attributes : a.name if a.required_on_create]
}
