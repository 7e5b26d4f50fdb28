# Prometheus on ECS Fargate: the task of ../ecs-task-definition.json with its roles, its log group and a service of one writer.
#   terraform init && terraform apply -var-file prometheus.tfvars

terraform {
  required_version = ">= 1.5"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.0"
    }
  }
}

provider "aws" {
  region = var.region
}

data "aws_partition" "current" {}

locals {
  partition        = data.aws_partition.current.partition
  arn              = "${var.region}:${var.account_id}"
  read_only_root   = !var.enable_execute_command
  remote_write_url = "https://aps-workspaces.${var.region}.amazonaws.com/workspaces/${var.workspace_id}/api/v1/remote_write"

  # DAC_OVERRIDE and KILL stay: ECS Exec runs as root, and `status` and `reload` need them for the process of another user.
  linux_parameters = {
    capabilities = {
      drop = ["AUDIT_WRITE", "CHOWN", "FOWNER", "FSETID", "MKNOD", "NET_BIND_SERVICE", "NET_RAW", "SETFCAP", "SETGID", "SETPCAP", "SETUID", "SYS_CHROOT"]
    }
  }

  containers = [
    {
      name      = "discovery"
      image     = "${var.registry}/promlauncher-discovery:${var.image_tag}"
      essential = true
      user      = "65534"
      command   = ["--cluster=${var.cluster}", "--write-to=/output/ecs_file_sd.yml"]
      mountPoints = [
        { sourceVolume = "targets", containerPath = "/output", readOnly = false },
        { sourceVolume = "discovery-tmp", containerPath = "/tmp", readOnly = false },
      ]
      readonlyRootFilesystem = local.read_only_root
      linuxParameters        = local.linux_parameters
      healthCheck = {
        command     = ["CMD", "promlauncher", "health", "--for", "discover"]
        interval    = 30
        timeout     = 5
        retries     = 3
        startPeriod = 60
      }
      stopTimeout = 10
      logConfiguration = {
        logDriver = "awslogs"
        options   = { awslogs-group = "/ecs/prometheus", awslogs-region = var.region, awslogs-stream-prefix = "discovery" }
      }
    },
    {
      name      = "prometheus"
      image     = "${var.registry}/promlauncher-prometheus:${var.image_tag}"
      essential = true
      command   = ["--storage.tsdb.path=/prometheus", "--storage.tsdb.retention.time=6h"]
      environment = [
        { name = "S3_CONFIG_LOCATION", value = "s3://${var.bucket}/prometheus.yml" },
        { name = "REMOTE_WRITE_URL", value = local.remote_write_url },
        { name = "PROMLAUNCHER_LISTEN", value = "127.0.0.1:9095" },
      ]
      portMappings = [{ containerPort = 9090, protocol = "tcp" }]
      mountPoints = [
        { sourceVolume = "targets", containerPath = "/output", readOnly = true },
        { sourceVolume = "data", containerPath = "/prometheus", readOnly = false },
        { sourceVolume = "state", containerPath = "/var/lib/promlauncher", readOnly = false },
        { sourceVolume = "prometheus-tmp", containerPath = "/tmp", readOnly = false },
      ]
      readonlyRootFilesystem = local.read_only_root
      linuxParameters        = local.linux_parameters
      healthCheck = {
        command     = ["CMD", "promlauncher", "health", "--for", "run"]
        interval    = 30
        timeout     = 5
        retries     = 3
        startPeriod = 150
      }
      stopTimeout = 60
      logConfiguration = {
        logDriver = "awslogs"
        options   = { awslogs-group = "/ecs/prometheus", awslogs-region = var.region, awslogs-stream-prefix = "prometheus" }
      }
      dependsOn = [{ containerName = "discovery", condition = "START" }]
    },
  ]

  # What ../iam-task-role-policy.json has without its statements OnlyWith….
  task_role_statements = [
    { Sid = "ReadTheConfiguration", Effect = "Allow", Action = "s3:GetObject", Resource = ["arn:${local.partition}:s3:::${var.bucket}/prometheus.yml", "arn:${local.partition}:s3:::${var.bucket}/prometheus/*"] },
    { Sid = "TellAMissingObjectFromARefusedOne", Effect = "Allow", Action = "s3:ListBucket", Resource = "arn:${local.partition}:s3:::${var.bucket}" },
    { Sid = "FindTasks", Effect = "Allow", Action = "ecs:ListTasks", Resource = "*", Condition = { ArnEquals = { "ecs:cluster" = "arn:${local.partition}:ecs:${local.arn}:cluster/${var.cluster}" } } },
    { Sid = "DescribeTasks", Effect = "Allow", Action = "ecs:DescribeTasks", Resource = "arn:${local.partition}:ecs:${local.arn}:task/${var.cluster}/*" },
    { Sid = "ReadDockerLabels", Effect = "Allow", Action = "ecs:DescribeTaskDefinition", Resource = "*" },
    { Sid = "WriteSamples", Effect = "Allow", Action = "aps:RemoteWrite", Resource = "arn:${local.partition}:aps:${local.arn}:workspace/${var.workspace_id}" },
  ]

  trust = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "ecs-tasks.amazonaws.com" }
      Condition = { StringEquals = { "aws:SourceAccount" = var.account_id } }
    }]
  })
}

resource "aws_ecs_task_definition" "prometheus" {
  family                   = "prometheus"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = "1024"
  memory                   = "2048"
  execution_role_arn       = aws_iam_role.execution.arn
  task_role_arn            = aws_iam_role.task.arn
  container_definitions    = jsonencode(local.containers)

  runtime_platform {
    operating_system_family = "LINUX"
    cpu_architecture        = "X86_64"
  }

  dynamic "volume" {
    for_each = ["targets", "data", "state", "prometheus-tmp", "discovery-tmp"]
    content {
      name = volume.value
    }
  }
}

# A deployment ends the old task before the new one starts: never two writers of the same series.
resource "aws_ecs_service" "prometheus" {
  name                               = "prometheus"
  cluster                            = var.cluster
  task_definition                    = aws_ecs_task_definition.prometheus.arn
  desired_count                      = 1
  launch_type                        = "FARGATE"
  enable_execute_command             = var.enable_execute_command
  deployment_minimum_healthy_percent = 0
  deployment_maximum_percent         = 100

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  network_configuration {
    subnets          = var.subnets
    security_groups  = var.security_groups
    assign_public_ip = false
  }

  # A task that starts before its permissions ends at once.
  depends_on = [aws_iam_role_policy.task, aws_iam_role_policy.exec, aws_iam_role_policy_attachment.execution, aws_cloudwatch_log_group.prometheus]
}

resource "aws_cloudwatch_log_group" "prometheus" {
  name              = "/ecs/prometheus"
  retention_in_days = 30
}

resource "aws_iam_role" "task" {
  name               = "prometheus-task"
  assume_role_policy = local.trust
}

resource "aws_iam_role_policy" "task" {
  name   = "prometheus"
  role   = aws_iam_role.task.id
  policy = jsonencode({ Version = "2012-10-17", Statement = local.task_role_statements })
}

# For `aws ecs execute-command` (status, reload).
resource "aws_iam_role_policy" "exec" {
  count = var.enable_execute_command ? 1 : 0
  name  = "ecs-exec"
  role  = aws_iam_role.task.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid      = "OpenASession"
      Effect   = "Allow"
      Action   = ["ssmmessages:CreateControlChannel", "ssmmessages:CreateDataChannel", "ssmmessages:OpenControlChannel", "ssmmessages:OpenDataChannel"]
      Resource = "*"
    }]
  })
}

# ECS's own role: images and logs.
resource "aws_iam_role" "execution" {
  name               = "prometheus-execution"
  assume_role_policy = local.trust
}

resource "aws_iam_role_policy_attachment" "execution" {
  role       = aws_iam_role.execution.name
  policy_arn = "arn:${local.partition}:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"
}
