PAID = "sales.payd.v1"
