output "task_definition" {
  description = "The ARN of the task definition's newest revision."
  value       = aws_ecs_task_definition.prometheus.arn
}

output "task_role" {
  description = "The ARN of the task role: what the configuration's placeholders and discovery may read."
  value       = aws_iam_role.task.arn
}
