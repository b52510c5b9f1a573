import {
  to = propagation_plan.example
  id = "7d0b9a6e-9a4a-4b8e-8a55-8a3b1e4f4b7a"
}
