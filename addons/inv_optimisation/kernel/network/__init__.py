"""Several sites: transfers, allocation, pooling and stock across echelons."""
