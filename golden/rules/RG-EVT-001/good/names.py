PAID = "sales.paid.v1"
