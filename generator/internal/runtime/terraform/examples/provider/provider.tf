terraform {
  required_providers {
    propagation = {
      source = "connectorgen/propagation"
    }
  }
}

# Who calls PingOne is in the environment variables PINGONE_REGION_CODE,
# PINGONE_ENVIRONMENT_ID, PINGONE_CLIENT_ID and PINGONE_CLIENT_SECRET.
provider "propagation" {}
