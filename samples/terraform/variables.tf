variable "region" {
  description = "The region of the cluster, the log group and the task."
  type        = string
}

variable "account_id" {
  description = "The ID of the AWS account."
  type        = string
}

variable "cluster" {
  description = "The name of the ECS cluster: the task runs in it and finds its targets there."
  type        = string
}

variable "bucket" {
  description = "The bucket that holds prometheus.yml."
  type        = string
}

variable "workspace_id" {
  description = "The workspace of Amazon Managed Service for Prometheus, such as ws-01234567-89ab-cdef-0123-456789abcdef."
  type        = string
}

variable "registry" {
  description = "Where both images are, such as 123456789012.dkr.ecr.eu-west-1.amazonaws.com."
  type        = string
}

variable "image_tag" {
  description = "The tag of both images."
  type        = string
  default     = "0.1.0"
}

variable "enable_execute_command" {
  description = "Whether ECS Exec may be used: the root file systems are writable then, as AWS does not support it with read-only ones."
  type        = bool
  default     = false
}

variable "subnets" {
  description = "Private subnets with a way to S3, ECS, AMP and the registry: NAT or VPC endpoints."
  type        = list(string)
}

variable "security_groups" {
  description = "Security groups that let HTTPS out and reach the ports of the targets."
  type        = list(string)
}
