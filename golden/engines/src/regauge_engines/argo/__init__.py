"""A real Argo Workflows on this machine: etcd, kube-apiserver, the controller, argoexec, and pods that are processes.

`tools` builds the programs, `cluster` runs them, `kubelet` and its parts (`pod`, `podspec`, `volumes`, `container`) run
the pods, `image` builds what a pod sees from a bundle's Dockerfile, `workflows` submits and reads evidence, `lint` asks
Argo's own validation.
"""
