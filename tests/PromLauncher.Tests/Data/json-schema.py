"""Validates JSON documents, one a line on standard input, against the JSON Schema in the file given; prints 1 or 0 for each.

Exits with 3 when the package jsonschema (https://python-jsonschema.readthedocs.io) is not installed.
"""
import json
import sys

try:
    from jsonschema import Draft202012Validator
except ImportError:
    sys.exit(3)

with open(sys.argv[1], encoding="utf-8") as file:
    schema = json.load(file)
Draft202012Validator.check_schema(schema)
validator = Draft202012Validator(schema)
for line in sys.stdin:
    print(1 if validator.is_valid(json.loads(line)) else 0)
