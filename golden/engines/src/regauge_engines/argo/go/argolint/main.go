// Command argolint judges Argo documents with Argo's own validation.
//
// Its arguments are files; templates in any of them may be referred to from any other. It prints one JSON object a
// document, {"file", "kind", "name", "error"}, and ends with 1 when a document is refused, with 2 when a file is unreadable.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"

	wfv1 "github.com/argoproj/argo-workflows/v3/pkg/apis/workflow/v1alpha1"
	"github.com/argoproj/argo-workflows/v3/workflow/common"
	"github.com/argoproj/argo-workflows/v3/workflow/templateresolution"
	"github.com/argoproj/argo-workflows/v3/workflow/validate"
	"github.com/sirupsen/logrus"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
)

// verdict is what is printed of a document; an empty error means that Argo takes it.
type verdict struct {
	File  string `json:"file"`
	Kind  string `json:"kind"`
	Name  string `json:"name"`
	Error string `json:"error"`
}

// document is a parsed object, or the reason why it could not be parsed.
type document struct {
	file   string
	object metav1.Object
	err    error
}

// templates finds the WorkflowTemplates of one namespace among the documents.
type templates map[string]*wfv1.WorkflowTemplate

func (t templates) Get(name string) (*wfv1.WorkflowTemplate, error) {
	if found, ok := t[name]; ok {
		return found, nil
	}
	return nil, fmt.Errorf("no WorkflowTemplate %q among the documents", name)
}

// clusterTemplates finds the ClusterWorkflowTemplates among the documents.
type clusterTemplates map[string]*wfv1.ClusterWorkflowTemplate

func (c clusterTemplates) Get(name string) (*wfv1.ClusterWorkflowTemplate, error) {
	if found, ok := c[name]; ok {
		return found, nil
	}
	return nil, fmt.Errorf("no ClusterWorkflowTemplate %q among the documents", name)
}

// bench holds what a document may refer to.
type bench struct {
	byNamespace map[string]templates
	cluster     clusterTemplates
}

func newBench(documents []document) bench {
	b := bench{byNamespace: map[string]templates{}, cluster: clusterTemplates{}}
	for _, d := range documents {
		switch object := d.object.(type) {
		case *wfv1.WorkflowTemplate:
			b.in(object.Namespace)[object.Name] = object
		case *wfv1.ClusterWorkflowTemplate:
			b.cluster[object.Name] = object
		}
	}
	return b
}

func (b bench) in(namespace string) templates {
	if b.byNamespace[namespace] == nil {
		b.byNamespace[namespace] = templates{}
	}
	return b.byNamespace[namespace]
}

// judge returns Argo's objection to a document; other kinds than Argo's are not its business.
func (b bench) judge(object metav1.Object) error {
	var cluster templateresolution.ClusterWorkflowTemplateGetter = b.cluster
	local := b.in(object.GetNamespace())
	options := validate.ValidateOpts{Lint: true}
	switch o := object.(type) {
	case *wfv1.Workflow:
		return validate.ValidateWorkflow(local, cluster, o, nil, options)
	case *wfv1.WorkflowTemplate:
		return validate.ValidateWorkflowTemplate(local, cluster, o, nil, options)
	case *wfv1.ClusterWorkflowTemplate:
		return validate.ValidateClusterWorkflowTemplate(local, cluster, o, nil, options)
	case *wfv1.CronWorkflow:
		return validate.ValidateCronWorkflow(context.Background(), local, cluster, o, nil)
	}
	return nil
}

// read parses the files strictly: an unknown field is an error.
func read(files []string) ([]document, error) {
	var documents []document
	for _, file := range files {
		body, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		for _, parsed := range common.ParseObjects(body, true) {
			documents = append(documents, document{file, parsed.Object, parsed.Err})
		}
	}
	return documents, nil
}

func verdictOf(d document, b bench) verdict {
	v := verdict{File: d.file}
	err := d.err
	if d.object != nil {
		v.Name = d.object.GetName()
		if kinded, ok := d.object.(runtime.Object); ok {
			v.Kind = kinded.GetObjectKind().GroupVersionKind().Kind
		}
		if err == nil {
			err = b.judge(d.object)
		}
	}
	if err != nil {
		v.Error = err.Error()
	}
	return v
}

func run(files []string) (refused bool, err error) {
	documents, err := read(files)
	if err != nil {
		return false, err
	}
	b := newBench(documents)
	buffered := bufio.NewWriter(os.Stdout)
	lines := json.NewEncoder(buffered)
	for _, d := range documents {
		v := verdictOf(d, b)
		refused = refused || v.Error != ""
		if err := lines.Encode(v); err != nil {
			return refused, err
		}
	}
	return refused, buffered.Flush()
}

func main() {
	logrus.SetLevel(logrus.ErrorLevel)
	refused, err := run(os.Args[1:])
	var unreadable *fs.PathError
	switch {
	case errors.As(err, &unreadable):
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	case err != nil:
		panic(err)
	case refused:
		os.Exit(1)
	}
}
