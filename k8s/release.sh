#!/usr/bin/env bash
# Brings one release to a cluster, and takes it back if it does not come up or its site does not answer. Needs kubectl and KUBECONFIG.
set -euo pipefail

if [[ $# -ne 4 ]]; then
  echo 'release.sh OVERLAY REGISTRY TAG SITE, e.g. release.sh staging registry.example 0.1.0 https://staging.careconnect.example' >&2
  exit 64
fi
readonly overlay=$1 registry=$2 tag=$3 site=$4
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The images are named over the overlay, in a copy: nothing in the repository changes.
cp -R "$here/base" "$here/overlays" "$work"
mkdir "$work/release"
cat > "$work/release/kustomization.yaml" <<YAML
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources: [../overlays/$overlay]
images:
- { name: registry.example/careconnect, newName: $registry/careconnect, newTag: $tag }
- { name: registry.example/careconnect-archiver, newName: $registry/careconnect-archiver, newTag: $tag }
YAML
kubectl kustomize "$work/release" > "$work/release.yaml"
namespace=$(sed -n 's/^namespace: //p' "$work/overlays/$overlay/kustomization.yaml")

deployments() { kubectl --namespace "$namespace" get deployments --selector app.kubernetes.io/part-of=careconnect "$@"; }

# Which revision each Deployment is at, to come back to.
deployments --output 'jsonpath={range .items[*]}{.metadata.name} {.metadata.annotations.deployment\.kubernetes\.io/revision}{"\n"}{end}' \
  > "$work/before"

take_back() {
  echo "release.sh: $tag did not come up, going back" >&2
  while read -r name revision; do
    kubectl --namespace "$namespace" rollout undo "deployment/$name" --to-revision="$revision" || true
  done < "$work/before"
  while read -r name _; do
    kubectl --namespace "$namespace" rollout status "deployment/$name" --timeout=5m || true
  done < "$work/before"
  exit 1
}

kubectl apply --filename "$work/release.yaml" || take_back
names=$(deployments --output name) || take_back
for deployment in $names; do
  kubectl --namespace "$namespace" rollout status "$deployment" --timeout=10m || take_back
done
"$here/smoke.sh" "$site" || take_back
echo "release.sh: $tag runs in $namespace"
